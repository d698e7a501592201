package dev.dwp.cli.command;

import dev.dwp.cli.terminal.Style;
import java.util.Locale;

/** Does what {@code dwp job} and {@code dwp run} have in common, for the ids that a command line names. */
final class SharedCommands {
    private SharedCommands() {}

    /** Shows each. */
    static int get(Invocation call, Waiting.Kind kind) {
        for (String id : call.given().arguments()) {
            call.output()
                    .value(
                            call.call(kind.method(), call.data().put(kind.member(), id)),
                            it -> Texts.fields(call.output(), it));
        }
        return ExitCode.OK;
    }

    /** Says why the one named does not go on. */
    static int explain(Invocation call, Waiting.Kind kind) {
        String id = call.given().arguments().getFirst();
        call.output()
                .value(
                        call.call(kind.explain(), call.data().put(kind.member(), id)),
                        it -> Texts.explanation(call.output(), it));
        return ExitCode.OK;
    }

    /** Waits for the end of each; the exit code is the worst of theirs. */
    static int await(Invocation call, Waiting.Kind kind) throws InterruptedException {
        Waiting waiting = new Waiting(call);
        int code = ExitCode.OK;
        for (String id : call.given().arguments()) {
            int one = waiting.end(kind, id);
            if (one == ExitCode.TIMED_OUT) {
                return one;
            }
            code = Math.max(code, one);
        }
        return code;
    }

    /** Tells of one that was made: its id, one more member, and its state. */
    static void made(Invocation call, Waiting.Kind kind, String id, String member, String value, Enum<?> state) {
        String named = state.name().toLowerCase(Locale.ROOT);
        call.output()
                .value(
                        call.data().put(kind.member(), id).put(member, value).put("state", named),
                        it -> call.terminal()
                                .print("%s  %s  %s"
                                        .formatted(id, call.terminal().styled(Style.ofState(named), named), value)));
    }
}
