package dev.dwp.conform.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds what the reasons of {@code job.explain} and {@code workflow.explain} have beside their code and message. */
final class Reasons {
    private Reasons() {}

    /**
     * The members that one code or another brings, each once and optional, by name; none where the type is no reason.
     *
     * @throws IllegalStateException where two codes bring members of the same name and different types
     */
    static List<Registry.Field> detailsOf(Registry registry, Registry.NamedType type) {
        Map<String, Registry.Field> byName = new TreeMap<>();
        for (Registry.Field field : type.fields()) {
            registry.types().stream()
                    .filter(choice -> choice.name().equals(field.type()))
                    .flatMap(choice -> choice.values().stream())
                    .flatMap(code -> code.fields().stream())
                    .forEach(detail -> add(byName, detail));
        }
        return new ArrayList<>(byName.values());
    }

    private static void add(Map<String, Registry.Field> byName, Registry.Field detail) {
        Registry.Field other = byName.putIfAbsent(detail.name(), detail.present(false));
        if (other != null && !other.type().equals(detail.type())) {
            throw new IllegalStateException("'%s' is a %s and a %s, of different codes; give one of them another name."
                    .formatted(detail.name(), other.type(), detail.type()));
        }
    }
}
