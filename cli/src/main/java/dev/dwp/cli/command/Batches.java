package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.cli.terminal.Style;
import java.util.List;

/** Calls that act on several jobs, each of which may go wrong by itself. */
final class Batches {
    private static final int MOST = 1000;

    private Batches() {}

    /** Acts on all of them, writes what became of each, and returns the exit code of the first that went wrong. */
    static int run(Invocation call, String method, List<String> ids) {
        int code = ExitCode.OK;
        for (int from = 0; from < ids.size(); from += MOST) {
            ObjectNode data = call.data();
            ids.subList(from, Math.min(ids.size(), from + MOST)).forEach(data.putArray("job_ids")::add);
            for (JsonNode result : call.call(method, data).path("results")) {
                int one = result(call, result);
                code = code == ExitCode.OK ? one : code;
            }
        }
        return code;
    }

    private static int result(Invocation call, JsonNode result) {
        JsonNode error = result.path("error");
        if (!error.isObject()) {
            call.output()
                    .value(
                            result,
                            done -> call.terminal()
                                    .print(done.path("job_id").asText() + "  "
                                            + done.path(done.has("status") ? "status" : "state")
                                                    .asText()));
            return ExitCode.OK;
        }
        if (call.output().text()) {
            call.terminal().note(Style.RED, error.path("message").asText());
        } else {
            call.output().json(result);
        }
        return ExitCode.of(error.path("code").asInt());
    }
}
