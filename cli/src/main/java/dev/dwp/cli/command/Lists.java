package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.cli.syntax.Durations;
import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Given;
import dev.dwp.cli.syntax.WrongInput;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of which the server gives one page at a time. */
final class Lists {
    static final Flag LIMIT = Flag.of("--limit", "n", "at most so many, 1 to 1000 (50)");
    static final Flag CURSOR = Flag.of("--cursor", "cursor", "go on where an earlier list ended");
    static final Flag ALL = Flag.on("--all", "all pages, not only one");
    static final Flag AFTER =
            Flag.of("--created-after", "time", "made then or later: 2026-01-31T10:00:00Z, or 10m for ten minutes ago");
    static final Flag BEFORE = Flag.of("--created-before", "time", "made before then");

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 1000;

    private Lists() {}

    /** Adds the filters that are given, under the protocol's names: {@code --created-after} is {@code created_after}. */
    static ObjectNode filters(Invocation call, String... flags) {
        ObjectNode data = call.data();
        for (String flag : flags) {
            String value = call.given().text(flag);
            if (value != null) {
                String name = flag.substring(2).replace('-', '_');
                data.put(name, name.startsWith("created_") ? time(call, flag, value) : value);
            }
        }
        return data;
    }

    private static String time(Invocation call, String flag, String value) {
        if (value.matches("[0-9.]+(ms|s|m|h|d)")) {
            Duration ago = Durations.parse(flag, value);
            return call.clock().instant().minus(ago).toString();
        }
        try {
            return OffsetDateTime.parse(value).toInstant().toString();
        } catch (DateTimeParseException e) {
            throw new WrongInput(
                    "%s needs a time such as 2026-01-31T10:00:00Z, or a duration such as 10m for ten minutes ago; '%s' is neither."
                            .formatted(flag, value));
        }
    }

    /** Calls a method for one page, or for all with {@code --all}; says on standard error how to go on. */
    static List<JsonNode> fetch(Invocation call, String method, ObjectNode data, String... members) {
        Given given = call.given();
        boolean all = given.has(ALL.name());
        data.put("limit", given.number(LIMIT.name(), all ? LARGEST_PAGE : PAGE, 1, LARGEST_PAGE));
        List<JsonNode> items = new ArrayList<>();
        String cursor = given.text(CURSOR.name());
        do {
            if (cursor != null) {
                data.put("cursor", cursor);
            }
            JsonNode answer = call.call(method, data);
            for (String member : members) {
                answer.path(member).forEach(items::add);
            }
            cursor = next(answer);
        } while (all && cursor != null);
        if (cursor != null) {
            call.terminal().note("There are more: --cursor %s, or --all".formatted(cursor));
        }
        return items;
    }

    private static @Nullable String next(JsonNode answer) {
        return answer.path("next_cursor").textValue();
    }
}
