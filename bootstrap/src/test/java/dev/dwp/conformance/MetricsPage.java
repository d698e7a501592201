package dev.dwp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code GET /metrics} as a scraper reads it: the text format 0.0.4. */
record MetricsPage(String text) {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\",?");
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    /** What a metric is: its type, and the names of its labels. */
    record Form(String type, TreeSet<String> labels) {}

    static MetricsPage of(URI server) throws IOException {
        RawHttp.Answer answer =
                RawHttp.ask(server, "GET /metrics HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(server.getAuthority()));
        assertEquals(200, answer.status());
        return new MetricsPage(answer.body());
    }

    /** Scrapes until the page fits: the server counts some things just after it has told of them. */
    static MetricsPage await(URI server, Predicate<MetricsPage> fits) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            MetricsPage page = of(server);
            if (fits.test(page)) {
                return page;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The metrics do not come to fit: " + page.text());
            }
        }
    }

    /** Every metric on the page. */
    Map<String, Form> forms() {
        Map<String, Form> forms = new TreeMap<>();
        TYPE.matcher(text)
                .results()
                .forEach(type -> forms.put(type.group(1), new Form(type.group(2), new TreeSet<>())));
        SAMPLE.matcher(text)
                .results()
                .filter(sample -> sample.group(2) != null)
                .forEach(sample -> LABEL.matcher(sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !label.equals("le"))
                        .forEach(label -> family(forms, sample).labels().add(label)));
        return forms;
    }

    private static Form family(Map<String, Form> forms, MatchResult sample) {
        Form own = forms.get(sample.group(1));
        return own != null ? own : forms.get(sample.group(1).replaceFirst("_(bucket|sum|count)$", ""));
    }

    /** The texts of a label, wherever it occurs. */
    Set<String> texts(String label) {
        Pattern text = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"");
        return text.matcher(this.text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether there is a series of that name and exactly these labels, a name and a text by turns. */
    boolean has(String name, String... labels) {
        return line(series(name, labels)).isPresent();
    }

    /** The value of a series. */
    double value(String name, String... labels) {
        String series = series(name, labels);
        String line = line(series).orElseThrow(() -> new AssertionError("There is no " + series + " in " + text));
        return Double.parseDouble(line.substring(series.length() + 1));
    }

    private Optional<String> line(String series) {
        return text.lines().filter(line -> line.startsWith(series + " ")).findFirst();
    }

    /** As the page writes it: labels in the order of their names. */
    private static String series(String name, String... labels) {
        TreeSet<String> sorted = new TreeSet<>();
        for (int i = 0; i < labels.length; i += 2) {
            sorted.add("%s=\"%s\"".formatted(labels[i], labels[i + 1]));
        }
        return sorted.isEmpty() ? name : "%s{%s}".formatted(name, String.join(",", sorted));
    }
}
