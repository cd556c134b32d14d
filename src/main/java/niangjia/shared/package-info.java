/**
 * The few words that every module speaks: ids, the scope somebody reads in, amounts, pages of a
 * list, a refusal. At most fifteen types; a word that only one module needs lives there.
 */
@org.springframework.modulith.ApplicationModule(
        type = org.springframework.modulith.ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@org.jspecify.annotations.NullMarked
package niangjia.shared;
