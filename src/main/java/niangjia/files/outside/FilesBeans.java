package niangjia.files.outside;

import java.net.URI;
import java.util.List;
import niangjia.database.CannotStart;
import niangjia.database.DataFolder;
import niangjia.files.model.Documents;
import niangjia.files.model.Store;
import niangjia.site.Peers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The store: a folder, or a bucket where the operator names one. */
@Configuration(proxyBeanMethods = false)
class FilesBeans {

    private static final String S3 = "niangjia.files.s3.";

    @Bean
    Store store(DataFolder folder, Environment settings, Peers peers) {
        String bucket = settings.getProperty(S3 + "bucket", "");
        return bucket.isBlank()
                ? new FolderStore(folder.folder("files"))
                : new S3Store(
                        new S3Store.Bucket(
                                endpoint(settings.getRequiredProperty(S3 + "endpoint")),
                                settings.getProperty(S3 + "region", "us-east-1"),
                                bucket,
                                settings.getRequiredProperty(S3 + "key"),
                                settings.getRequiredProperty(S3 + "secret")),
                        peers);
    }

    /** Over https, or on this machine. */
    static URI endpoint(String address) {
        URI endpoint = URI.create(address);
        if (!"https".equals(endpoint.getScheme())
                && !List.of("localhost", "127.0.0.1").contains(endpoint.getHost())) {
            throw new CannotStart(
                    "NIANGJIA_FILES_S3_ENDPOINT must be https or on this machine, not "
                            + address
                            + ".");
        }
        return endpoint;
    }

    @Bean
    Documents documents(DataFolder folder) {
        return new DocumentsApart(folder.folder("fonts"));
    }
}
