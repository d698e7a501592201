package dev.dwp.bootstrap.config;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was given, by key, each by the source that goes first: flags, then environment, then file. */
final class Values {
    private final Map<String, Given> given = new TreeMap<>();

    /** Adds values that go before what is there. */
    Values over(Map<String, Given> values) {
        given.putAll(values);
        return this;
    }

    /** The value of a key that has a default. */
    <T> T get(Setting<T> setting) {
        return Objects.requireNonNull(
                find(setting.key(), setting.fallback(), setting.form()), "There is no default for " + setting.key());
    }

    /** The value of a key; {@code null} when there is none. */
    <T> @Nullable T find(Setting<T> setting) {
        return find(setting.key(), setting.fallback(), setting.form());
    }

    /** The value of a key in a family; {@code null} when there is none. */
    <T> @Nullable T find(Family family, String name, String attribute, Form<T> form) {
        return find(family.key(name, attribute), "", form);
    }

    private <T> @Nullable T find(String key, String fallback, Form<T> form) {
        Given value = given.get(key);
        if (value != null) {
            return form.read(key, value);
        }
        return fallback.isEmpty() ? null : form.read(key, Given.by("the defaults", fallback));
    }

    /** Whether somebody gave that key a value. */
    boolean has(Setting<?> setting) {
        return given.containsKey(setting.key());
    }

    /** All values of an open family, by name and then by the rest of the key. */
    Map<String, Map<String, String>> all(Family family) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        given.forEach((key, value) -> {
            Family.Member member = Family.of(key);
            if (member != null && member.family() == family) {
                all.computeIfAbsent(member.name(), name -> new TreeMap<>()).put(member.attribute(), value.text());
            }
        });
        return all;
    }

    /** The names for which a key of that family was given, sorted. */
    Set<String> names(Family family) {
        return family.names(given.keySet());
    }
}
