package dev.dwp.benchmarks.figures;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that a benchmark compares.
 *
 * @param labels what tells it from the others, by the titles of columns
 * @param base the labels of the one that it is compared with, or {@code null}
 * @param sample takes one sample of some seconds
 */
public record Variant(Map<String, String> labels, @Nullable Map<String, String> base, Sample sample) {

    /** Takes one sample. */
    @FunctionalInterface
    public interface Sample {
        /** Measures once. */
        Figures take() throws Exception;
    }
}
