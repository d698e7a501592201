package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.application.handler.HandlerModule;
import dev.dwp.application.port.out.Authenticator;
import dev.dwp.bootstrap.Plugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that are dropped into a folder, on a server that was not built with them (docs/plugins.md). */
class PluginTest {
    private static final String MODULE = """
            package plugin;

            import dev.dwp.application.handler.*;

            public final class Greetings implements HandlerModule {
                public record Who(String name) {}

                @Override
                public void register(Handlers.Builder handlers) {
                    handlers.job(JobDefinition.of("greet", Who.class, (who, context) -> "Hello, " + who.name() + "!"));
                }
            }
            """;

    private static final String THROWS_IN_REGISTER = """
            package plugin;

            import dev.dwp.application.handler.*;

            public final class Broken implements HandlerModule {
                @Override
                public void register(Handlers.Builder handlers) {
                    throw new IllegalStateException("the moon is full");
                }
            }
            """;

    private static final String THROWS_IN_CONSTRUCTOR = """
            package plugin;

            public final class Broken implements dev.dwp.application.handler.HandlerModule {
                public Broken() {
                    throw new IllegalStateException("the moon is full");
                }

                @Override
                public void register(dev.dwp.application.handler.Handlers.Builder handlers) {}
            }
            """;

    private static final String AUTHENTICATOR = """
            package plugin;

            import dev.dwp.application.port.out.*;
            import dev.dwp.domain.scope.Scope;
            import dev.dwp.domain.session.*;
            import java.util.*;

            public final class Everybody implements Authenticator {
                @Override
                public Optional<Identity> authenticate(Credential credential) {
                    return Optional.of(new Identity("everybody", Tenant.NONE, Set.of(Scope.ALL)));
                }
            }
            """;

    @TempDir
    Path folder;

    private Path plugins;

    @BeforeEach
    void makeTheFolder() throws IOException {
        plugins = Files.createDirectories(folder.resolve("plugins"));
    }

    @Test
    void runsHandlersOfAJarAndSaysWhatWasLoaded() throws Exception {
        jar("greetings.jar", HandlerModule.class, "plugin.Greetings", MODULE);
        try (ServerProcess server = serve();
                RpcDriver rpc = new RpcDriver(server.uri(), Wire.JSON)) {
            assertEquals("pending", enqueue(rpc, "Ada").at("/data/state").asText());
            assertEquals("$.name", enqueue(rpc, 7).at("/error/details").asText());
            assertEquals(0, server.stop());
        }
        assertTrue(log().contains("Loaded the plug-in plugin.Greetings of greetings.jar: jobs [greet]"), log());
    }

    @Test
    void theExampleOfTheManualIsConfiguredStartedAndStopped() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "plugins.md"));
        Matcher example =
                Pattern.compile("```java\n(package .*?)```", Pattern.DOTALL).matcher(page);
        assertTrue(example.find(), "docs/plugins.md should show a whole plug-in.");
        jar("greeter.jar", Plugin.class, "com.example.GreeterPlugin", example.group(1));
        Path configuration = Files.writeString(folder.resolve("dwp.properties"), "plugin.greeter.greeting=Salve\n");

        try (ServerProcess server = serve("--config", configuration.toString());
                RpcDriver rpc = new RpcDriver(server.uri(), Wire.JSON)) {
            String job = enqueue(rpc, "Ada").at("/data/job_id").asText();
            TestServer.awaitFinal(server.uri(), "demo-token", job);
            JsonNode done = rpc.exchange(Data.of("method", "job.get", "data", Data.of("job_id", job)), "demo-token");
            assertEquals("Salve, Ada!", done.at("/data/result").asText());
            assertEquals(0, server.stop());
        }
        assertTrue(log().contains("The greeter has started"), log());
        assertTrue(log().contains("The greeter has stopped"), log());
    }

    @Test
    void anAuthenticatorCanComeAsAPlugin() throws Exception {
        jar("everybody.jar", Authenticator.class, "plugin.Everybody", AUTHENTICATOR);
        try (ServerProcess server = serve();
                RpcDriver rpc = new RpcDriver(server.uri(), Wire.JSON)) {
            JsonNode stats = rpc.exchange(Data.of("method", "stats"), "any token at all");
            assertEquals("response", stats.at("/type").asText(), stats.toString());
        }
    }

    @Test
    void whatAPluginThrowsIsItsOwnFaultAndIsShownWithItsJar() throws Exception {
        jar("broken.jar", HandlerModule.class, "plugin.Broken", THROWS_IN_REGISTER);
        assertRefused("broken.jar", "in register", "the moon is full");
        jar("broken.jar", HandlerModule.class, "plugin.Broken", THROWS_IN_CONSTRUCTOR);
        assertRefused("broken.jar", "in the constructor of plugin.Broken", "the moon is full");
    }

    @Test
    void aNameThatIsTakenIsSaidWithTheJarThatTakesItAgain() throws Exception {
        jar("one.jar", HandlerModule.class, "plugin.Greetings", MODULE);
        jar("two.jar", HandlerModule.class, "plugin.Greetings", MODULE);
        assertRefused("two.jar", "There is a job named 'greet' already");
    }

    @Test
    void whatIsNoPluginIsRefusedAndNotSkipped() throws Exception {
        assertRefused("has no plug-in", "META-INF/services/" + Plugin.class.getName());
        Files.writeString(plugins.resolve("notes.txt"), "x");
        assertRefused("notes.txt", "is no jar");
        Files.delete(plugins.resolve("notes.txt"));
        Files.writeString(plugins.resolve("rubbish.jar"), "x");
        assertRefused("rubbish.jar", "is no jar that can be read");
        Files.delete(plugins.resolve("rubbish.jar"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("library.jar")))) {
            jar.putNextEntry(new JarEntry("x"));
        }
        assertRefused("library.jar is no plug-in", "folder lib");
    }

    @Test
    void aClassThatIsNotInTheJarIsSaid() throws Exception {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("empty.jar")))) {
            entry(
                    jar,
                    "META-INF/services/" + Plugin.class.getName(),
                    "plugin.Nowhere\n".getBytes(StandardCharsets.UTF_8));
        }
        assertRefused("empty.jar", "plugin.Nowhere", "has no such class");
    }

    @Test
    void aSettingOfAPluginThatIsNotThereIsRefused() throws Exception {
        jar("greetings.jar", HandlerModule.class, "plugin.Greetings", MODULE);
        Path configuration = Files.writeString(folder.resolve("dwp.properties"), "plugin.mial.host=x\n");
        assertThrows(AssertionError.class, () -> serve("--config", configuration.toString()));
        assertTrue(log().contains("plugin.mial"), log());
    }

    private void assertRefused(String... words) throws IOException {
        Files.deleteIfExists(folder.resolve("log"));
        assertThrows(AssertionError.class, this::serve);
        for (String word : words) {
            assertTrue(log().contains(word), log());
        }
        assertTrue(!log().contains("\tat "), log());
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private ServerProcess serve(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--store", "memory", "--plugins", plugins.toString()));
        arguments.addAll(List.of(more));
        return ServerProcess.start(folder.resolve("log"), arguments.toArray(String[]::new));
    }

    private static JsonNode enqueue(RpcDriver rpc, Object name) throws Exception {
        return rpc.exchange(
                Data.of("method", "job.enqueue", "data", Data.of("name", "greet", "payload", Data.of("name", name))),
                "demo-token");
    }

    /** Compiles a source and puts its classes into a jar that offers one of them. */
    private void jar(String name, Class<?> service, String provider, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "this Java runtime has no compiler");
        Path work = Files.createTempDirectory(folder, "work");
        Path file = work.resolve(provider.substring(provider.lastIndexOf('.') + 1) + ".java");
        Files.writeString(file, source);
        Path classes = Files.createDirectories(work.resolve("classes"));
        int compiled = compiler.run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                file.toString());
        assertEquals(0, compiled);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve(name)));
                Stream<Path> made = Files.walk(classes)) {
            for (Path one : made.filter(Files::isRegularFile).toList()) {
                entry(jar, classes.relativize(one).toString(), Files.readAllBytes(one));
            }
            entry(jar, "META-INF/services/" + service.getName(), (provider + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void entry(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
    }
}
