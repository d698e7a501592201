package dev.dwp.conform.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is made from conformance/registry.json is as it says")
class GeneratedFilesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    @DisplayName("nothing is older than the registry; `./build generate` brings it up to date")
    void nothingIsStale() throws IOException {
        assertEquals(List.of(), paths(Generate.stale(ROOT)));
    }

    @Test
    void whatIsMissingOrChangedIsStale(@TempDir Path copy) throws IOException {
        Path registry = copy.resolve("conformance/registry.json");
        Files.createDirectories(registry.getParent());
        String json = Files.readString(ROOT.resolve("conformance/registry.json"));
        Files.writeString(registry, json);
        List<String> all = paths(Generate.files(copy));
        assertEquals(all, paths(Generate.stale(copy)));

        Generate.main(new String[] {copy.toString()});
        assertEquals(List.of(), paths(Generate.stale(copy)));

        Files.writeString(registry, json.replace("\"job.get\"", "\"job.fetch_one\""));
        assertTrue(paths(Generate.stale(copy)).contains("clients/typescript/src/registry.ts"));
    }

    private static List<String> paths(List<GeneratedFile> files) {
        return files.stream().map(GeneratedFile::path).toList();
    }
}
