package dev.dwp.conform.vector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the vectors of one topic: a file of {@code conformance/vectors}. */
public record VectorFile(String topic, String about, List<Vector> vectors) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .build();

    /** Keeps its own copy. */
    public VectorFile {
        vectors = List.copyOf(vectors);
    }

    /** All files of a folder, by name. */
    public static List<VectorFile> readAll(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<VectorFile> read = new ArrayList<>();
        for (Path file : files) {
            read.add(JSON.readValue(Files.readString(file), VectorFile.class));
        }
        return read;
    }

    /** The text of its file: one vector on each line. */
    public String text() {
        String lines = vectors.stream().map(VectorFile::line).collect(Collectors.joining(",\n"));
        return "{\n\"topic\": %s,\n\"about\": %s,\n\"vectors\": [\n%s\n]\n}\n"
                .formatted(written(topic), written(about), lines);
    }

    private static String line(Vector vector) {
        return "  " + written(vector);
    }

    private static String written(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A vector cannot be written.", e);
        }
    }
}
