package dev.dwp.conform.registry;

import dev.dwp.conform.vector.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what is generated from {@code conformance/registry.json}, and the test vectors: {@code ./build generate}. */
public final class Generate {
    private static final String PAGE = "docs/protocol.md";

    private Generate() {}

    /** Takes the root of the repository, and names each file that it changes. */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args.length == 0 ? "." : args[0]);
        for (GeneratedFile file : stale(root)) {
            Path target = root.resolve(file.path());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.text());
            System.out.println(file.path());
        }
    }

    /** The files that are not as the registry would have them. */
    public static List<GeneratedFile> stale(Path root) throws IOException {
        return files(root).stream()
                .filter(file -> !file.text().equals(current(root.resolve(file.path()))))
                .toList();
    }

    /** All that is generated. */
    public static List<GeneratedFile> files(Path root) throws IOException {
        Registry registry = Registry.read(root.resolve("conformance/registry.json"));
        List<GeneratedFile> files = new ArrayList<>();
        files.add(TypeScriptSource.of(registry));
        files.add(PythonSource.of(registry));
        files.add(AsyncApi.of(registry));
        files.addAll(SchemaFiles.of(registry));
        Path page = root.resolve(PAGE);
        if (Files.exists(page)) {
            files.add(new GeneratedFile(PAGE, new ProtocolTables(registry).in(Files.readString(page))));
        }
        Vectors.made().forEach(file -> files.add(new GeneratedFile(Vectors.pathOf(file), file.text())));
        return files;
    }

    private static @Nullable String current(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
