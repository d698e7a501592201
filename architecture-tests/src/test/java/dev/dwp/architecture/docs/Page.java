package dev.dwp.architecture.docs;

import dev.dwp.architecture.Repository;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown page, or a part of one. */
record Page(String text) {

    static Page of(String file) {
        return new Page(Repository.text(file));
    }

    /** What stands below the heading that starts so, up to the next one that is not below it. */
    Page section(String heading) {
        Matcher start =
                Pattern.compile("(?m)^(#+) " + Pattern.quote(heading) + ".*$").matcher(text);
        if (!start.find()) {
            throw new IllegalArgumentException("There is no heading '%s'.".formatted(heading));
        }
        String rest = text.substring(start.end());
        Matcher end = Pattern.compile("(?m)^#{1,%d} ".formatted(start.group(1).length()))
                .matcher(rest);
        return new Page(end.find() ? rest.substring(0, end.start()) : rest);
    }

    /** The groups of all lines that the pattern finds, joined by spaces. */
    Set<String> lines(String pattern) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
        while (matcher.find()) {
            StringBuilder groups = new StringBuilder(matcher.group(1));
            for (int group = 2; group <= matcher.groupCount(); group++) {
                groups.append(' ').append(matcher.group(group));
            }
            found.add(groups.toString());
        }
        return found;
    }

    /** The page with a text in place of another, wherever that stands. */
    Page with(String old, String replacement) {
        return new Page(text.replace(old, replacement));
    }
}
