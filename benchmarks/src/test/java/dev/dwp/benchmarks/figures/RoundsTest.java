package dev.dwp.benchmarks.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {
    private static final Map<String, String> OURS = Map.of("system", "ours");
    private static final Map<String, String> THEIRS = Map.of("system", "theirs");

    private final List<String> taken = new ArrayList<>();

    @Test
    void samplesAreTakenInTurns() throws Exception {
        Rounds.take(2, List.of(variant(OURS, null, 1, 1), variant(THEIRS, OURS, 1, 1)));
        assertEquals(List.of("ours", "theirs", "ours", "theirs"), taken);
    }

    @Test
    void mediansForgetWhatWasDisturbed() throws Exception {
        Variant odd = variant(OURS, null, 10, 900, 11);
        Variant even = variant(THEIRS, OURS, 1, 2, 3);
        Rounds rounds = Rounds.take(3, List.of(odd, even));
        assertEquals(Map.of("jobs/s", 11.0), rounds.medians(odd));
        assertEquals(Map.of("jobs/s", 2.0), rounds.medians(even));
    }

    @Test
    void theReportComparesWithTheBase(@TempDir Path folder) throws Exception {
        Rounds rounds = Rounds.take(1, List.of(variant(OURS, null, 2000), variant(THEIRS, OURS, 500)));
        String page = new Report("peers", Map.of("cores", "2"), rounds).write(folder, LocalDate.of(2026, 1, 31));
        assertTrue(page.contains("""
                | system | jobs/s | ratio |
                | --- | --- | --- |
                | ours | 2,000 |  |
                | theirs | 500 | 0.25 |
                """), page);
        assertEquals(page, Files.readString(folder.resolve("2026-01-31-peers.md")));
        assertTrue(Files.readString(folder.resolve("2026-01-31-peers.json")).contains("\"jobs/s\" : 500.0"));
    }

    @Test
    void whatHasOtherFiguresGetsATableOfItsOwn() throws Exception {
        Variant times = new Variant(THEIRS, null, () -> new Figures().put("ms", 1));
        List<Table> tables = Table.of(Rounds.take(1, List.of(variant(OURS, null, 1), times)));
        assertEquals(2, tables.size());
        assertTrue(tables.getLast().toString().startsWith("| system | ms |\n"));
    }

    private Variant variant(Map<String, String> labels, Map<String, String> base, double... figures) {
        Iterator<Double> next = Arrays.stream(figures).boxed().iterator();
        return new Variant(labels, base, () -> {
            taken.add(labels.get("system"));
            return new Figures().put("jobs/s", next.next());
        });
    }
}
