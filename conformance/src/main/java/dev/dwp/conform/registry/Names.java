package dev.dwp.conform.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes the names of generated types: the same in every language. */
final class Names {
    private Names() {}

    /** {@code job.step_completed} as {@code JobStepCompleted}. */
    static String pascal(String wireName) {
        return Arrays.stream(wireName.split("[._]"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** {@code JobState} as {@code JOB_STATE}. */
    static String upperSnake(String pascal) {
        return pascal.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /** The data of a request in that form. */
    static String request(Registry.MethodKind method, Registry.Form form) {
        return pascal(method.name()) + suffix(form) + "Request";
    }

    /** The data of the response in that form. */
    static String response(Registry.MethodKind method, Registry.Form form) {
        return pascal(method.name()) + suffix(form) + "Response";
    }

    /** The data of an event. */
    static String event(Registry.EventKind event) {
        return pascal(event.type()) + "Event";
    }

    private static String suffix(Registry.Form form) {
        String name = form.name();
        return name == null ? "" : name;
    }
}
