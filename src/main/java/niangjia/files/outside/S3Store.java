package niangjia.files.outside;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import niangjia.files.model.Store;
import niangjia.site.Peers;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A bucket of an S3-compatible server that the operator names; it sees closed bytes only. */
final class S3Store implements Store, AutoCloseable {

    /** Where it is and who we are there, all from the operator's settings. */
    record Bucket(URI endpoint, String region, String name, String key, String secret) {}

    /** Nothing leaves for another host, whatever the library makes of name and region. */
    private record Named(Peers peers) implements ExecutionInterceptor {

        @Override
        public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
            try {
                peers.named(context.httpRequest().getUri());
            } catch (Peers.Stranger stranger) {
                throw SdkClientException.create(stranger.getMessage(), stranger);
            }
        }
    }

    private final S3Client client;
    private final String bucket;

    S3Store(Bucket at, Peers peers) {
        bucket = at.name;
        client =
                S3Client.builder()
                        .endpointOverride(at.endpoint)
                        .region(Region.of(at.region))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(at.key, at.secret)))
                        .forcePathStyle(true)
                        // Servers other than the first of their kind know no newer checksums; what
                        // is stored carries a seal of its own.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(Duration.ofSeconds(5))
                                        .socketTimeout(Duration.ofSeconds(30)))
                        .overrideConfiguration(o ->
                                o.apiCallTimeout(Duration.ofSeconds(60))
                                        .addExecutionInterceptor(new Named(peers)))
                        .build();
    }

    @Override
    public void put(String name, byte[] bytes) {
        try {
            client.putObject(o -> o.bucket(bucket).key(name), RequestBody.fromBytes(bytes));
        } catch (SdkException away) {
            throw new Away(away);
        }
    }

    @Override
    public Optional<byte[]> get(String name) {
        try {
            return Optional.of(
                    client.getObjectAsBytes(o -> o.bucket(bucket).key(name)).asByteArray());
        } catch (NoSuchKeyException gone) {
            return Optional.empty();
        } catch (SdkException away) {
            throw new Away(away);
        }
    }

    @Override
    public void delete(String name) {
        try {
            client.deleteObject(o -> o.bucket(bucket).key(name));
        } catch (SdkException away) {
            throw new Away(away);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
