package dev.dwp.benchmarks.figures;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A benchmark's outcome as a page for people and a file for programs.
 *
 * @param name of the benchmark
 * @param conditions the machine and versions, by name
 */
public record Report(String name, Map<String, String> conditions, Rounds rounds) {

    /** Writes {@code <date>-<name>.md} and {@code .json}, and returns the page. */
    public String write(Path folder, LocalDate date) throws IOException {
        String page = page();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("%s-%s.md".formatted(date, name)), page);
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(folder.resolve("%s-%s.json".formatted(date, name)).toFile(), raw());
        return page;
    }

    private String page() {
        StringBuilder page = new StringBuilder("# %s%n%n".formatted(name));
        conditions.forEach((what, value) -> page.append("- %s: %s%n".formatted(what, value)));
        int count =
                rounds.samples().values().stream().mapToInt(List::size).max().orElse(0);
        page.append("- medians of %d rounds%n%n".formatted(count));
        Table.of(rounds).forEach(table -> page.append(table).append('\n'));
        return page.toString();
    }

    private Map<String, Object> raw() {
        List<Object> variants = new ArrayList<>();
        rounds.samples().forEach((variant, samples) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("labels", variant.labels());
            entry.put("medians", rounds.medians(variant));
            entry.put("samples", samples.stream().map(Figures::values).toList());
            variants.add(entry);
        });
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("benchmark", name);
        raw.put("conditions", conditions);
        raw.put("variants", variants);
        return raw;
    }
}
