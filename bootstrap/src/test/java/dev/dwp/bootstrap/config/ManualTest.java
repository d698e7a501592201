package dev.dwp.bootstrap.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/operations.md against the code. */
class ManualTest {
    /** A row of the table of keys: the first cell with one or two keys, and the default. */
    private static final Pattern ROW = Pattern.compile("\\| (`[a-z].*?`) \\| (?:`([^`]*)`)? ?\\| .*");

    private static final Pattern KEY = Pattern.compile("`([^`]+)`");

    private static final TreeMap<String, String> DEFAULTS = new TreeMap<>();

    @BeforeAll
    static void readTheTable() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "operations.md"));
        String section = page.substring(page.indexOf("## Configuration"), page.indexOf("## Trial keys"));
        section.lines().map(ROW::matcher).filter(Matcher::matches).forEach(ManualTest::read);
    }

    private static void read(Matcher row) {
        List<String> keys =
                KEY.matcher(row.group(1)).results().map(key -> key.group(1)).toList();
        String family = keys.getFirst().substring(0, keys.getFirst().lastIndexOf('.') + 1);
        for (String key : keys) {
            String whole = key.startsWith(".") ? family + key.substring(1) : key;
            DEFAULTS.put(whole, row.group(2) == null ? "" : row.group(2));
        }
    }

    @Test
    void theManualHasEveryKeyAndNoOther() {
        assertEquals(new TreeSet<>(KnownKeys.patterns()), DEFAULTS.navigableKeySet());
    }

    @Test
    void theManualHasEveryDefault() {
        assertTrue(Settings.ALL.size() > 20);
        for (Setting<?> setting : Settings.ALL) {
            assertEquals(setting.fallback(), DEFAULTS.get(setting.key()), setting.key());
        }
    }
}
