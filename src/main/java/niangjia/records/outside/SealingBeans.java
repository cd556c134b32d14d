package niangjia.records.outside;

import java.net.URI;
import java.nio.file.Path;
import niangjia.database.DataFolder;
import niangjia.records.model.Witness;
import niangjia.site.Peers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where roots go. */
@Configuration(proxyBeanMethods = false)
class SealingBeans {

    /**
     * @param where a folder or an address that begins with http; beside the database's own files if
     *     empty
     */
    @Bean
    Witness witness(
            DataFolder folder,
            Peers peers,
            @Value("${niangjia.witness:}") String where,
            @Value("${niangjia.witness.key:}") String key) {
        if (where.startsWith("http://") || where.startsWith("https://")) {
            return new HttpWitness(URI.create(where), key, peers);
        }
        return new FolderWitness(
                where.isEmpty() ? folder.path().resolve("witness") : Path.of(where),
                folder.path().resolve("db"));
    }
}
