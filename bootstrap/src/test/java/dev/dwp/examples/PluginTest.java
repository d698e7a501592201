package dev.dwp.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.handler.HandlerModule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar with handlers, dropped into a folder, runs on a server that was not built with it. */
class PluginTest {
    private static final String SOURCE = """
            package plugin;

            import dev.dwp.application.handler.HandlerModule;
            import dev.dwp.application.handler.Handlers;
            import dev.dwp.application.handler.JobDefinition;

            public final class Greetings implements HandlerModule {
                public record Who(String name) {}

                @Override
                public void register(Handlers.Builder handlers) {
                    handlers.job(JobDefinition.of("greet", Who.class, (who, context) -> "Hello, " + who.name() + "!"));
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void runsHandlersOfAJar() throws Exception {
        jar(folder.resolve("greetings.jar"));
        Process server = serve("--plugins", folder.toString());
        try {
            URI address = address(server);
            String answer = rpc(address, "{\"name\":\"greet\",\"payload\":{\"name\":\"Ada\"}}");
            assertTrue(answer.contains("\"job_id\":\"job_"), answer);
            String misfit = rpc(address, "{\"name\":\"greet\",\"payload\":{\"name\":7}}");
            assertTrue(misfit.contains("$.name"), misfit);
        } finally {
            server.destroy();
            assertEquals(0, server.waitFor());
        }
    }

    @Test
    void saysWhenThereIsNothingInTheFolder() throws Exception {
        Process server = serve("--plugins", folder.toString());
        assertEquals(1, server.waitFor());
        String error = new String(server.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(error.contains("META-INF/services/" + HandlerModule.class.getName()), error);
    }

    private void jar(Path file) throws IOException {
        Path source = Files.createDirectories(folder.resolve("src/plugin")).resolve("Greetings.java");
        Files.writeString(source, SOURCE);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertEquals(0, compiled);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("plugin/Greetings.class", "plugin/Greetings$Who.class")) {
                jar.putNextEntry(new JarEntry(name));
                jar.write(Files.readAllBytes(classes.resolve(name)));
            }
            jar.putNextEntry(new JarEntry("META-INF/services/" + HandlerModule.class.getName()));
            jar.write("plugin.Greetings\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Process serve(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.dwp.bootstrap.Main",
                "serve",
                "--port",
                "0",
                "--store",
                "memory"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static URI address(Process server) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        assertTrue(line != null && line.startsWith("ready on "), "The server said: " + line);
        return URI.create(line.substring("ready on ".length()));
    }

    private static String rpc(URI address, String data) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(address.resolve("/dwp/rpc"))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"method\":\"job.enqueue\",\"token\":\"demo-token\",\"data\":%s}".formatted(data)))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
