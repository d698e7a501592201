package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.cli.syntax.Argument;
import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Given;
import dev.dwp.cli.syntax.Syntax;
import dev.dwp.cli.syntax.WrongInput;
import dev.dwp.cli.terminal.Style;
import dev.dwp.client.EventRequest;
import dev.dwp.client.RunRequest;
import dev.dwp.client.model.PublishedEvent;
import dev.dwp.client.model.StartedRun;
import java.util.ArrayList;
import java.util.List;

/** {@code dwp run …}. */
final class RunCommands {
    private static final Argument ID = Argument.one("run id", "as 'run start' prints it");
    private static final Argument IDS = Argument.some("run id", "as 'run start' prints it");

    private RunCommands() {}

    static List<Command> all() {
        return List.of(
                new Command(
                        Syntax.of("run start", "start a run of a workflow")
                                .arguments(
                                        Argument.one("name", "the name of the workflow"),
                                        Argument.optional("json | @file | -", "the input"))
                                .flags(
                                        Flag.of("--key", "text", "once for that text; again, it names the same run"),
                                        Flag.on("--wait", "wait for the end, and print the run as it is then"))
                                .details(
                                        "With --wait, --timeout limits the whole. The exit code is 1 when the run failed or was cancelled.")
                                .examples(
                                        "dwp run start await-payment '{\"order_id\":\"ORD-001\"}'",
                                        "dwp run start order-pipeline '{\"order_id\":\"ORD-2\",\"items\":[\"tea\"]}' --wait"),
                        RunCommands::start),
                new Command(
                        Syntax.of("run get", "show runs").arguments(IDS).examples("dwp run get $RUN"),
                        call -> SharedCommands.get(call, Waiting.Kind.RUN)),
                new Command(
                        Syntax.of("run list", "list runs, the newest first")
                                .flags(
                                        Flag.choice(
                                                "--state",
                                                List.of("running", "completed", "failed", "cancelled"),
                                                "only in that state"),
                                        Flag.of("--name", "name", "only of that workflow"),
                                        Flag.of("--key", "text", "only with that key"),
                                        Lists.AFTER,
                                        Lists.BEFORE,
                                        Lists.LIMIT,
                                        Lists.CURSOR,
                                        Lists.ALL)
                                .examples("dwp run list --name await-payment"),
                        RunCommands::list),
                new Command(
                        Syntax.of("run timeline", "show what a run did, as a tree with durations")
                                .arguments(ID)
                                .flags(Flag.of("--after-seq", "n", "only entries after that one"))
                                .examples("dwp run timeline $RUN"),
                        RunCommands::timeline),
                new Command(
                        Syntax.of("run send", "send an event to a run that waits for it, or will")
                                .arguments(
                                        Argument.optional("run id", "the one run that it is for, in place of --run"),
                                        Argument.one("event", "the name of the event"),
                                        Argument.optional("json | @file | -", "the payload"))
                                .flags(
                                        Flag.of(
                                                "--run",
                                                "run id",
                                                "the one run that it is for; without, the one that waits longest"),
                                        Flag.of("--key", "text", "for a run that waits with that key"),
                                        Flag.of("--dedup", "text", "once in a day for that text"))
                                .examples("dwp run send payment-received '{\"amount\":39.98}' --key ORD-001"),
                        RunCommands::send),
                new Command(
                        Syntax.of("run cancel", "cancel runs; their compensations run")
                                .arguments(IDS)
                                .examples("dwp run cancel $WAITING"),
                        RunCommands::cancel),
                new Command(
                        Syntax.of("run explain", "say why a run does not go on now")
                                .arguments(ID)
                                .examples("dwp run explain $WAITING"),
                        call -> SharedCommands.explain(call, Waiting.Kind.RUN)),
                new Command(
                        Syntax.of("run replay", "run an ended run again from a step on")
                                .arguments(ID)
                                .flags(Flag.of("--from", "step", "the step to begin with; what came before is kept"))
                                .examples("dwp run replay $FAILED --from reserve-car"),
                        RunCommands::replay),
                new Command(
                        Syntax.of("run wait", "wait for the ends of runs, and print them")
                                .arguments(IDS)
                                .details(
                                        "--timeout limits the whole. The exit code is 1 when one failed or was cancelled.")
                                .examples("dwp run wait $RUN --timeout 1m"),
                        call -> SharedCommands.await(call, Waiting.Kind.RUN)));
    }

    private static int start(Invocation call) throws InterruptedException {
        Given given = call.given();
        RunRequest request = RunRequest.of(given.arguments().getFirst(), call.json(given.argument(1), "input"));
        String key = given.text("--key");
        if (key != null) {
            request = request.withKey(key);
        }
        if (!given.has("--wait")) {
            StartedRun run = call.client().start(request);
            SharedCommands.made(call, Waiting.Kind.RUN, run.runId(), "name", run.name(), run.state());
            return ExitCode.OK;
        }
        Waiting waiting = new Waiting(call);
        StartedRun run = call.client().start(request);
        call.terminal().note(Style.DIM, "started " + run.runId());
        return waiting.end(Waiting.Kind.RUN, run.runId());
    }

    private static ObjectNode of(Invocation call, String id) {
        return call.data().put("run_id", id);
    }

    private static int list(Invocation call) {
        ObjectNode data = Lists.filters(call, "--state", "--name", "--key", "--created-after", "--created-before");
        call.output()
                .list(
                        Lists.fetch(call, "workflow.list", data, "runs"),
                        List.of("ID", "NAME", "STATE", "STARTED", "ERROR"),
                        run -> Texts.cells(run, "id", "name", "state", "started_at", "error"));
        return ExitCode.OK;
    }

    private static int timeline(Invocation call) {
        String id = call.given().arguments().getFirst();
        Long after = call.given().number("--after-seq");
        List<JsonNode> entries = new ArrayList<>();
        ObjectNode data = of(call, id);
        if (after != null) {
            data.put("after_seq", after);
        }
        JsonNode page = call.call("workflow.timeline", data);
        while (!page.isEmpty()) {
            page.forEach(entries::add);
            data.put("after_seq", entries.getLast().path("seq").asLong());
            page = call.call("workflow.timeline", data);
        }
        if (call.output().text()) {
            Timeline.print(call, call.call("workflow.get", of(call, id)), entries);
        } else {
            call.output().list(entries, List.of(), entry -> List.of());
        }
        return ExitCode.OK;
    }

    private static int send(Invocation call) {
        Given given = call.given();
        List<String> arguments = new ArrayList<>(given.arguments());
        String run = given.text("--run");
        if (arguments.getFirst().matches("run_[0-9a-z]{26}") && arguments.size() > 1) {
            if (run != null) {
                throw new WrongInput("The run is named twice, as '%s' and as '%s'; leave out one of them."
                        .formatted(arguments.getFirst(), run));
            }
            run = arguments.removeFirst();
        }
        if (arguments.size() > 2) {
            throw new WrongInput("'dwp run send' takes an event and its payload; leave out '%s', or put a run id first."
                    .formatted(arguments.getLast()));
        }
        EventRequest request = EventRequest.of(
                arguments.getFirst(), arguments.size() < 2 ? null : call.json(arguments.get(1), "payload"));
        String key = given.text("--key");
        String dedup = given.text("--dedup");
        request = run == null ? request : request.withRun(run);
        request = key == null ? request : request.withKey(key);
        request = dedup == null ? request : request.withDedup(dedup);
        PublishedEvent event = call.client().publish(request);
        call.output()
                .value(
                        call.data().put("event_id", event.eventId()).put("name", event.name()),
                        it -> call.terminal().print(event.eventId() + "  " + event.name()));
        return ExitCode.OK;
    }

    private static int cancel(Invocation call) {
        for (String id : call.given().arguments()) {
            call.output()
                    .value(
                            call.call("workflow.cancel", of(call, id)),
                            it -> call.terminal()
                                    .print(id + "  " + it.path("status").asText()));
        }
        return ExitCode.OK;
    }

    private static int replay(Invocation call) {
        String from = call.given().text("--from");
        if (from == null) {
            throw new WrongInput("'dwp run replay' needs --from with the step to begin with; see: dwp run timeline %s"
                    .formatted(call.given().argument(0)));
        }
        String id = call.given().arguments().getFirst();
        call.output()
                .value(
                        call.call("workflow.replay", of(call, id).put("from_step", from)),
                        it -> call.terminal().print(id + "  " + it.path("state").asText()));
        return ExitCode.OK;
    }
}
