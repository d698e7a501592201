package dev.dwp.architecture.docs;

import dev.dwp.architecture.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The links of a Markdown page to files of the repository, and to headings in them. */
record Links(Path page, String text) {
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("^[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** Those that lead nowhere. */
    List<String> broken() {
        return LINK.matcher(CODE.matcher(text).replaceAll(""))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .filter(link -> !leadsSomewhere(link))
                .toList();
    }

    private boolean leadsSomewhere(String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(target) && (hash < 0 || hasHeading(target, link.substring(hash + 1)));
    }

    private static boolean hasHeading(Path page, String anchor) {
        return HEADING.matcher(Repository.text(page))
                .results()
                .anyMatch(heading -> anchorOf(heading.group(1)).equals(anchor));
    }

    /** As GitHub makes it. */
    private static String anchorOf(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
