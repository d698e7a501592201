package dev.dwp.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.bootstrap.DwpServer;
import dev.dwp.bootstrap.StartFailure;
import dev.dwp.domain.session.Tenant;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** An application of Spring Boot with the server in it, on the versions of libraries that Boot chooses. */
class SpringBootTest {

    /** The application. */
    @SpringBootApplication
    static class Application {
        record Email(String to) {}

        @Bean(destroyMethod = "close")
        DwpServer dwp() {
            return DwpServer.builder()
                    .port(0)
                    .apiKey("a-token", "test", Tenant.NONE, "*")
                    .job("send-email", Email.class, (email, context) -> Map.of("sent_to", email.to()))
                    .start();
        }
    }

    private static ConfigurableApplicationContext start() {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void theServerWorksOnTheLibrariesThatBootPins() throws Exception {
        try (ConfigurableApplicationContext application = start()) {
            DwpServer server = application.getBean(DwpServer.class);

            HttpResponse<String> enqueued = send(HttpRequest.newBuilder(
                            server.address().resolve("/dwp/rpc"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"method\":\"job.enqueue\",\"token\":\"a-token\","
                            + "\"data\":{\"name\":\"send-email\",\"payload\":{\"to\":\"user@example.com\"}}}")));
            HttpResponse<String> metrics =
                    send(HttpRequest.newBuilder(server.address().resolve("/metrics")));

            assertEquals(200, enqueued.statusCode(), enqueued.body());
            assertEquals(200, metrics.statusCode(), metrics.body());
            assertTrue(
                    metrics.body().contains("dwp_requests_total{code=\"200\",method=\"job.enqueue\"} 1.0"),
                    metrics.body());
            assertTrue(metrics.body().contains("jvm_memory_used_bytes"), metrics.body());
        }
    }

    @Test
    void noConfigurationOfLoggingAndNoDriverComesWithIt() {
        assertNull(getClass().getResource("/logback.xml"));
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.sqlite.JDBC"));
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.postgresql.Driver"));
    }

    @Test
    void aStoreWhoseDriverIsNotThereIsASentenceThatNamesTheDriver(@TempDir Path folder) {
        assertTrue(refusal("sqlite:" + folder.resolve("dwp.db")).contains("org.xerial:sqlite-jdbc"));
        assertTrue(refusal("jdbc:postgresql://127.0.0.1:1/none").contains("org.postgresql:postgresql"));
    }

    private static String refusal(String store) {
        return assertThrows(
                        StartFailure.class,
                        () -> DwpServer.builder()
                                .port(0)
                                .set("store", store)
                                .start()
                                .close())
                .sentence();
    }
}
