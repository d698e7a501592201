package dev.dwp.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.conformance.ServerProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What must hold when the soak is over and nothing is left to do.
 *
 * @param heard what each subscriber heard, up to the same event
 * @param node one of those that are left
 */
record Aftermath(List<List<Told>> heard, ServerProcess node) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    List<Told> events() {
        return heard.getFirst();
    }

    /** Every number once and in order; the same frames for all, whichever node sent them, then or now. */
    void assertHeardAlike(int kept, String database) throws Exception {
        List<Told> events = events();
        Numbers.assertNoneMissing(events.stream().map(Told::number).toList(), database);
        for (List<Told> other : heard) {
            assertEquals(events, other);
        }
        int count = Math.min(events.size(), kept);
        int before = events.size() - count;
        try (Events again = Events.after(cursorBefore(before), "firehose", node)) {
            assertEquals(
                    events.subList(before, events.size()),
                    again.next(count).stream().map(Told::of).toList());
        }
    }

    private String cursorBefore(int index) {
        return index == 0 ? "evt-0" : "evt-" + events().get(index - 1).number();
    }

    /** Everybody was told the truth, and nothing was done that may not be. */
    void assertSound(Acknowledged acknowledged, List<Journal.Entry> journal, Lives lives) {
        List<String> faults = new ArrayList<>(acknowledged.wrong);
        faults.addAll(lives.faults(journal));
        Map<String, String> ends = lives.ends();
        acknowledged.cancelled.stream()
                .filter(job -> !"job.cancelled".equals(ends.get(job)))
                .forEach(job -> faults.add(job + " was cancelled and then " + ends.get(job)));
        firings().forEach((minute, times) -> {
            if (times > 1) {
                faults.add("The cron entry fired %d times at %s".formatted(times, minute));
            }
        });
        assertEquals(List.of(), faults);
        System.out.printf("soak: %d events heard, %d attempts journalled%n", events().size(), journal.size());
    }

    private Map<Instant, Long> firings() {
        return events().stream()
                .filter(event -> event.type().equals("cron.fired"))
                .collect(Collectors.groupingBy(
                        event -> event.at().truncatedTo(ChronoUnit.MINUTES), Collectors.counting()));
    }

    /** What {@code stats} counts is what lists show. */
    void assertCountsAgree() throws Exception {
        try (Client client = new Client(node)) {
            Eventually.holds(
                    "stats count what lists show",
                    PATIENCE,
                    () -> listed(client).equals(counted(client)));
        }
    }

    private static Map<String, Long> listed(Client client) throws Exception {
        Map<String, Long> listed = new TreeMap<>();
        String cursor = null;
        do {
            JsonNode page = client.ask("job.list", "limit", 1_000, "cursor", cursor);
            page.path("jobs").forEach(job -> listed.merge(job.path("state").asText(), 1L, Long::sum));
            cursor = page.path("next_cursor").asText(null);
        } while (cursor != null);
        return listed;
    }

    private static Map<String, Long> counted(Client client) throws Exception {
        return client.ask("stats").path("jobs").properties().stream()
                .filter(state -> state.getValue().asLong() > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, state -> state.getValue().asLong()));
    }

    /** What has ended goes, but for jobs with keys, which are remembered for a day; the cron entry fires on meanwhile. */
    void assertRemoved(String database) throws Exception {
        try {
            Eventually.holds(
                    "finished jobs go",
                    PATIENCE,
                    () -> Postgres.number(database, "SELECT count(*) FROM dwp_job WHERE idempotency_key IS NULL") <= 5);
            Eventually.holds("finished runs go", PATIENCE, () -> rows(database, "dwp_run") == 0);
        } catch (AssertionError e) {
            throw new AssertionError("%s; stats: %s".formatted(e.getMessage(), stats()), e);
        }
        for (String table : List.of("dwp_segment", "dwp_job", "dwp_run", "dwp_entry", "dwp_signal")) {
            System.out.printf("soak: %d rows left in %s%n", rows(database, table), table);
        }
    }

    private JsonNode stats() throws Exception {
        try (Client client = new Client(node)) {
            return client.ask("stats");
        }
    }

    private static long rows(String database, String table) {
        return Postgres.number(database, "SELECT count(*) FROM " + table);
    }
}
