/**
 * Where the program keeps what it must not lose: the data folder, and the PostgreSQL server that
 * comes along for everybody who has none. Another server is used by naming it ({@code
 * SPRING_DATASOURCE_URL}); then this module only offers the folder. Knows nothing of the domain.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
@org.jspecify.annotations.NullMarked
package niangjia.database;
