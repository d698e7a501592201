package dev.dwp.conform.vector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes the vectors; {@code ./build generate} writes them to {@code conformance/vectors}. */
public final class Vectors {
    private static final String FOLDER = "conformance/vectors";

    private Vectors() {}

    /** All of them. */
    public static List<VectorFile> made() {
        return Stream.of(FrameVectors.files(), ValueVectors.files(), FormatVectors.files())
                .flatMap(List::stream)
                .toList();
    }

    /** The path of a file, from the root of the repository. */
    public static String pathOf(VectorFile file) {
        return "%s/%s.json".formatted(FOLDER, file.topic());
    }

    /** All files of a copy of the repository. */
    public static List<VectorFile> read(Path root) throws IOException {
        return VectorFile.readAll(root.resolve(FOLDER));
    }
}
