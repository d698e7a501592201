package dev.dwp.architecture.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.architecture.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Links in the documents lead somewhere")
class LinksTest {

    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(Repository.ROOT)) {
            return Stream.concat(
                            top.filter(file -> file.toString().endsWith(".md")),
                            Repository.files(Repository.ROOT.resolve("docs"), ".md").stream())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noneIsBroken(Path page) {
        assertEquals(List.of(), new Links(page, Repository.text(page)).broken());
    }

    @Test
    void theDocumentsAreAmongThem() throws IOException {
        assertTrue(pages().containsAll(
                        Stream.of("README.md", "docs/protocol.md", "docs/adr/0001-own-http-server-provider.md")
                                .map(Repository.ROOT::resolve)
                                .toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.md", "docs/protocol.md#nowhere", "#nowhere", "docs/nowhere/../nothing"})
    void aBrokenOneShows(String link) {
        assertEquals(List.of(link), in("[a](docs/protocol.md) and [b](" + link + ")"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/protocol.md",
                "docs/adr",
                "docs/protocol.md#8-errors-protocol-8",
                "#layout",
                "https://example.org/nowhere",
                "mailto:nobody@example.org"
            })
    void othersAreFine(String link) {
        assertEquals(List.of(), in("[a](" + link + ")\n```\n[b](nowhere)\n```\n"));
    }

    private static List<String> in(String text) {
        return new Links(Repository.ROOT.resolve("README.md"), text).broken();
    }
}
