package dev.dwp.bootstrap.config;

import dev.dwp.domain.frame.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which keys there are, and which one was meant by one that there is not. */
final class KnownKeys {
    private static final String ANY = "<name>";

    private KnownKeys() {}

    static boolean contains(String key) {
        Family.Member member = Family.of(key);
        return (member != null && member.family().has(member.attribute()))
                || Settings.ALL.stream().anyMatch(setting -> setting.key().equals(key));
    }

    /**
     * Refuses a key that does not exist, and names the one that was probably meant.
     *
     * @param source where it stands
     */
    static void require(String key, String source) {
        if (!contains(key)) {
            throw new ConfigurationFailure(
                    "There is no key '%s' (in %s); did you mean '%s'?".formatted(key, source, nearest(key)));
        }
    }

    /** The known key that is spelled most like this one; of its family, if it begins as one does. */
    static String nearest(String key) {
        return Arrays.stream(Family.values())
                .filter(family -> key.startsWith(family.prefix()))
                .findFirst()
                .map(family -> Nearest.to(key, family.keys(nameIn(key))))
                .orElseGet(() -> Nearest.to(key, patterns()));
    }

    private static String nameIn(String key) {
        Family.Member member = Family.of(key);
        return member == null ? ANY : member.name();
    }

    /** All keys, families with {@code <name>}. */
    static List<String> patterns() {
        List<String> patterns = new ArrayList<>();
        Settings.ALL.forEach(setting -> patterns.add(setting.key()));
        Arrays.stream(Family.values()).forEach(family -> patterns.addAll(family.keys(ANY)));
        return patterns;
    }
}
