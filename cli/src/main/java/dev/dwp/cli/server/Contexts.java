package dev.dwp.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.cli.syntax.WrongInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Servers saved under names, with their tokens, in a file that only its owner can read: {@code dwp/contexts.json} in the
 * folder that XDG's base directories name for configuration.
 */
public final class Contexts {
    /** One saved server. */
    public record Saved(String name, String url, @Nullable String token, boolean current) {
        /** The token is left out. */
        @Override
        public String toString() {
            return name + " " + url;
        }
    }

    private final Path file;
    private final ObjectMapper mapper;

    public Contexts(Map<String, String> environment, ObjectMapper mapper) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = config.isEmpty() || !Path.of(config).isAbsolute()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config")
                : Path.of(config);
        this.file = folder.resolve("dwp").resolve("contexts.json");
        this.mapper = mapper;
    }

    /** Where they are saved. */
    public Path file() {
        return file;
    }

    /** All of them, in the order in which they were added. */
    public List<Saved> all() {
        ObjectNode root = read();
        String current = root.path("current").asText();
        List<Saved> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.path("contexts").properties()) {
            JsonNode saved = entry.getValue();
            all.add(new Saved(
                    entry.getKey(),
                    saved.path("url").asText(),
                    saved.path("token").textValue(),
                    entry.getKey().equals(current)));
        }
        return all;
    }

    /** The one in use; {@code null} when none is. */
    public @Nullable Saved current() {
        return all().stream().filter(Saved::current).findFirst().orElse(null);
    }

    /** Saves one, in place of another of that name; the first one is in use from then on. */
    public void add(String name, String url, @Nullable String token) {
        ObjectNode root = read();
        ObjectNode saved = root.withObjectProperty("contexts").putObject(name).put("url", url);
        if (token != null) {
            saved.put("token", token);
        }
        if (!root.hasNonNull("current")) {
            root.put("current", name);
        }
        write(root);
    }

    /** Takes the one of that name from now on; false when there is none. */
    public boolean use(String name) {
        ObjectNode root = read();
        if (!root.path("contexts").has(name)) {
            return false;
        }
        write(root.put("current", name));
        return true;
    }

    private ObjectNode read() {
        try {
            if (mapper.readTree(Files.readString(file)) instanceof ObjectNode root) {
                return root;
            }
            throw new WrongInput(
                    "The file of saved contexts %s holds no JSON object; mend or remove it.".formatted(file));
        } catch (NoSuchFileException e) {
            return mapper.createObjectNode();
        } catch (IOException e) {
            throw new WrongInput(
                    "The file of saved contexts %s cannot be read (%s); mend or remove it.".formatted(file, reason(e)));
        }
    }

    private void write(ObjectNode root) {
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = Files.createTempFile(folder, "contexts", ".json", ownerOnly(folder));
            Files.writeString(next, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new WrongInput("The context cannot be saved in %s: %s.".formatted(file, reason(e)));
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
