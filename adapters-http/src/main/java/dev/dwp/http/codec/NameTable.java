package dev.dwp.http.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes one text of a name that comes again and again in one frame, as the names of members do. Keeps a few, so that names
 * that differ cost nothing here. Not thread-safe.
 */
final class NameTable {
    private static final int SLOTS = 64;
    private static final int LONGEST = 64;

    private final TreeBudget tree;
    private @Nullable String @Nullable [] names;

    /** Counts the texts that it makes to this tree. */
    NameTable(TreeBudget tree) {
        this.tree = tree;
    }

    /** The name that these octets are in UTF-8. */
    String shared(byte[] utf8) {
        if (utf8.length > LONGEST) {
            return counted(Texts.utf8(utf8));
        }
        @Nullable String[] known = names;
        if (known == null) {
            known = new String[SLOTS];
            names = known;
        }
        int slot = Arrays.hashCode(utf8) & (SLOTS - 1);
        String name = known[slot];
        if (name == null || !isSame(name, utf8)) {
            name = counted(Texts.utf8(utf8));
            known[slot] = name;
        }
        return name;
    }

    private String counted(String name) {
        tree.text(name);
        return name;
    }

    /** Whether these octets are this name, as far as it is ASCII. */
    private static boolean isSame(String name, byte[] utf8) {
        if (name.length() != utf8.length) {
            return false;
        }
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] < 0 || name.charAt(i) != utf8[i]) {
                return false;
            }
        }
        return true;
    }
}
