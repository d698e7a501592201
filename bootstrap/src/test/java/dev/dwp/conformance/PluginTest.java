package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.application.handler.HandlerModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        try (ServerProcess server = serve();
                RpcDriver rpc = new RpcDriver(server.uri(), Wire.JSON)) {
            assertEquals("pending", enqueue(rpc, "Ada").at("/data/state").asText());
            assertEquals("$.name", enqueue(rpc, 7).at("/error/details").asText());
            assertEquals(0, server.stop());
        }
    }

    @Test
    void saysWhenThereIsNothingInTheFolder() throws Exception {
        assertThrows(AssertionError.class, this::serve);
        String error = Files.readString(folder.resolve("log"));
        assertTrue(error.contains("META-INF/services/" + HandlerModule.class.getName()), error);
    }

    private ServerProcess serve() throws IOException {
        return ServerProcess.start(folder.resolve("log"), "--store", "memory", "--plugins", folder.toString());
    }

    private static JsonNode enqueue(RpcDriver rpc, Object name) throws Exception {
        return rpc.exchange(
                Data.of("method", "job.enqueue", "data", Data.of("name", "greet", "payload", Data.of("name", name))),
                "demo-token");
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
}
