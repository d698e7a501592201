package dev.dwp.conform.runner;

import dev.dwp.conform.dialogue.Dialogue;
import dev.dwp.conform.dialogue.DialogueParser;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The dialogues that come with the runner, or those of a folder. */
public final class DialogueLibrary {
    private static final String ENDING = ".dwp";

    private DialogueLibrary() {}

    /** Reads the dialogues of servers that come with the runner. */
    public static List<Dialogue> servers() throws IOException {
        return shipped("/dialogues", false);
    }

    /** Reads the dialogues of clients that come with the runner. */
    public static List<Dialogue> clients() throws IOException {
        return shipped("/dialogues/client", true);
    }

    /** Reads the dialogues of a folder, in the order of their names; not those of folders within it. */
    public static List<Dialogue> read(Path folder, boolean client) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        List<Dialogue> dialogues = new ArrayList<>();
        for (Path file : files) {
            String fileName = String.valueOf(file.getFileName());
            String name = fileName.substring(0, fileName.length() - ENDING.length());
            String text = Files.readString(file);
            dialogues.add(client ? DialogueParser.client(name, text) : DialogueParser.server(name, text));
        }
        return dialogues;
    }

    private static List<Dialogue> shipped(String folder, boolean client) throws IOException {
        @Nullable URL place = DialogueLibrary.class.getResource(folder);
        if (place == null) {
            throw new IOException("The runner came without " + folder + ".");
        }
        try {
            URI uri = place.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    return read(jar.getPath(folder), client);
                }
            }
            return read(Path.of(uri), client);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
