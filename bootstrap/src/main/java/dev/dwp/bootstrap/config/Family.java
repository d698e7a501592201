package dev.dwp.bootstrap.config;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keys with a name in them that whoever configures chooses: {@code queue.<name>.rate}. The name may contain dots. */
enum Family {
    AUTH_KEY("auth.key.", List.of("token", "token-sha256", "subject", "app", "org", "scopes", "expires")),
    QUEUE("queue.", List.of("concurrency", "rate", "paused")),
    /** The plug-ins' own: whatever follows the name, which has no dots here. */
    PLUGIN("plugin.", List.of("*"));

    /** A key taken apart. */
    record Member(Family family, String name, String attribute) {
        String key() {
            return family.key(name, attribute);
        }
    }

    private final String prefix;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> attributes;

    Family(String prefix, List<String> attributes) {
        this.prefix = prefix;
        this.attributes = attributes;
    }

    /** Whether a key of this family may end so. */
    boolean has(String attribute) {
        return this == PLUGIN || attributes.contains(attribute);
    }

    String prefix() {
        return prefix;
    }

    List<String> attributes() {
        return attributes;
    }

    String key(String name, String attribute) {
        return prefix + name + "." + attribute;
    }

    /** The keys of one name. */
    List<String> keys(String name) {
        return attributes.stream().map(attribute -> key(name, attribute)).toList();
    }

    /** The key taken apart, whatever its attribute; {@code null} when it is in no family. */
    static @Nullable Member of(String key) {
        return Arrays.stream(values())
                .filter(family -> key.startsWith(family.prefix))
                .findFirst()
                .map(family -> family.split(key.substring(family.prefix.length())))
                .orElse(null);
    }

    private @Nullable Member split(String rest) {
        int dot = this == PLUGIN ? rest.indexOf('.') : rest.lastIndexOf('.');
        return dot < 1 ? null : new Member(this, rest.substring(0, dot), rest.substring(dot + 1));
    }

    /** The names in those keys that are of this family, sorted. */
    Set<String> names(Set<String> keys) {
        Set<String> names = new TreeSet<>();
        for (String key : keys) {
            Member member = of(key);
            if (member != null && member.family() == this) {
                names.add(member.name());
            }
        }
        return names;
    }
}
