package dev.dwp.architecture.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.architecture.Repository;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each decision has a number of its own, and stands in the list")
class DecisionsTest {
    private static final int DIGITS = 4;
    private static final Pattern LISTED = Pattern.compile("^\\| \\[(\\d{4})]\\(adr/(\\S+\\.md)\\)", Pattern.MULTILINE);

    private static final List<String> PAGES = Repository.files(Repository.ROOT.resolve("docs/adr"), ".md").stream()
            .map(file -> file.getFileName().toString())
            .sorted()
            .toList();

    @Test
    void noNumberStandsTwice() {
        List<String> numbers =
                PAGES.stream().map(page -> page.substring(0, DIGITS)).toList();
        assertEquals(numbers.stream().distinct().toList(), numbers);
    }

    @Test
    void theListHasEach() {
        List<String> listed = LISTED.matcher(Repository.text("docs/architecture.md"))
                .results()
                .map(line -> line.group(2))
                .toList();
        assertEquals(PAGES, listed);
    }
}
