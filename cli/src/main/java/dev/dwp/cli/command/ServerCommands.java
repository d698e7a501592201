package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.cli.syntax.Argument;
import dev.dwp.cli.syntax.Durations;
import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Syntax;
import dev.dwp.cli.syntax.WrongInput;
import dev.dwp.cli.terminal.Style;
import dev.dwp.cli.terminal.Table;
import dev.dwp.cli.terminal.Table.Cell;
import dev.dwp.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Dead letters, queues, cron entries, handlers, counts, and any method by its name. */
final class ServerCommands {
    private static final Argument JOB_IDS = Argument.any("job id", "of dead letters");

    private ServerCommands() {}

    static List<Command> deadLetters() {
        return List.of(
                new Command(
                        Syntax.of("dlq list", "list dead letters: jobs that failed for good")
                                .flags(
                                        Flag.of("--queue", "name", "only of that queue"),
                                        Flag.of("--name", "name", "only of that name"),
                                        Lists.LIMIT,
                                        Lists.CURSOR,
                                        Lists.ALL)
                                .examples("dwp dlq list"),
                        ServerCommands::listDeadLetters),
                new Command(
                        Syntax.of("dlq replay", "put dead letters back into their queues")
                                .arguments(JOB_IDS)
                                .flags(
                                        Flag.on("--all", "all dead letters, or all that the next two name"),
                                        Flag.of("--queue", "name", "with --all: only of that queue"),
                                        Flag.of("--name", "name", "with --all: only of that name"))
                                .examples("dwp dlq replay $DEAD"),
                        call -> act(call, "dlq.replay")),
                new Command(
                        Syntax.of("dlq purge", "remove dead letters for good")
                                .arguments(JOB_IDS)
                                .flags(
                                        Flag.on("--all", "all dead letters, or all that the next two name"),
                                        Flag.of("--queue", "name", "with --all: only of that queue"),
                                        Flag.of("--name", "name", "with --all: only of that name"))
                                .examples("dwp dlq purge --all --name flaky"),
                        call -> act(call, "dlq.purge")));
    }

    static List<Command> queues() {
        return List.of(
                new Command(
                        Syntax.of("queue list", "list queues and how full they are")
                                .flags(Lists.LIMIT, Lists.CURSOR, Lists.ALL)
                                .examples("dwp queue list"),
                        ServerCommands::listQueues),
                new Command(
                        Syntax.of("queue pause", "begin no more jobs of a queue; needs an operator's token")
                                .arguments(Argument.one("queue", "its name"))
                                .examples("dwp queue pause mail --token ops-token"),
                        call -> pause(call, "queue.pause")),
                new Command(
                        Syntax.of("queue resume", "begin jobs of a paused queue again; needs an operator's token")
                                .arguments(Argument.one("queue", "its name"))
                                .examples("dwp queue resume mail --token ops-token"),
                        call -> pause(call, "queue.resume")));
    }

    static List<Command> others() {
        return List.of(
                new Command(
                        Syntax.of("cron list", "list cron entries")
                                .flags(Lists.LIMIT, Lists.CURSOR, Lists.ALL)
                                .examples("dwp cron list"),
                        ServerCommands::listCrons),
                new Command(
                        Syntax.of("handlers", "list the names of jobs and workflows that can be used")
                                .flags(Lists.LIMIT, Lists.CURSOR, Lists.ALL)
                                .examples("dwp handlers"),
                        ServerCommands::listHandlers),
                new Command(
                        Syntax.of("stats", "show counts of the server, its jobs and its runs")
                                .examples("dwp stats"),
                        ServerCommands::stats),
                new Command(
                        Syntax.of("rpc", "call any method of the protocol, and print the data of its answer")
                                .arguments(
                                        Argument.one("method", "such as job.get"),
                                        Argument.optional("json | @file | -", "the data, an object"))
                                .examples("dwp rpc stats", "dwp rpc job.list '{\"limit\":1}' -o jsonl"),
                        ServerCommands::rpc));
    }

    private static int listDeadLetters(Invocation call) {
        call.output()
                .list(
                        Lists.fetch(call, "dlq.list", Lists.filters(call, "--queue", "--name"), "jobs"),
                        List.of("ID", "NAME", "QUEUE", "FAILED", "ATTEMPTS", "ERROR"),
                        job -> List.of(
                                Texts.cell(job, "id"),
                                Texts.cell(job, "name"),
                                Texts.cell(job, "queue"),
                                Texts.cell(job, "completed_at"),
                                Cell.of(String.valueOf(job.path("attempts").size())),
                                new Cell(job.path("last_error").asText(), Style.RED)));
        return ExitCode.OK;
    }

    private static int act(Invocation call, String method) {
        List<String> ids = call.given().arguments();
        boolean all = call.given().has("--all");
        if (all != ids.isEmpty()) {
            throw new WrongInput(
                    "Name the dead letters by their job ids, or give --all, with --queue and --name to narrow it"
                            + (all ? "; both at once leave open what is meant." : "."));
        }
        if (!all && (call.given().text("--queue") != null || call.given().text("--name") != null)) {
            throw new WrongInput("--queue and --name narrow --all; leave them out beside job ids.");
        }
        return Batches.run(call, method, all ? deadIds(call) : ids);
    }

    private static List<String> deadIds(Invocation call) {
        List<String> ids = new ArrayList<>();
        ObjectNode data = Lists.filters(call, "--queue", "--name").put("limit", 1000);
        JsonNode page;
        do {
            page = call.call("dlq.list", data);
            page.path("jobs").forEach(job -> ids.add(job.path("id").asText()));
            data.set("cursor", page.path("next_cursor"));
        } while (page.hasNonNull("next_cursor"));
        return ids;
    }

    private static int listQueues(Invocation call) {
        call.output()
                .list(
                        Lists.fetch(call, "queue.list", call.data(), "queues"),
                        List.of("QUEUE", "PENDING", "SCHEDULED", "RUNNING", "CONCURRENCY", "RATE", "STATE"),
                        queue -> {
                            List<Cell> cells = new ArrayList<>(Texts.cells(
                                    queue, "queue", "pending", "scheduled", "running", "concurrency", "rate"));
                            cells.add(queue.path("paused").asBoolean() ? Cell.state("paused") : Cell.of(""));
                            return cells;
                        });
        return ExitCode.OK;
    }

    private static int pause(Invocation call, String method) {
        String queue = call.given().arguments().getFirst();
        call.output()
                .value(
                        call.call(method, call.data().put("queue", queue)),
                        it -> call.terminal()
                                .print("%s  %s"
                                        .formatted(
                                                it.path("queue").asText(),
                                                it.path("paused").asBoolean()
                                                        ? call.terminal().styled(Style.YELLOW, "paused")
                                                        : "running")));
        return ExitCode.OK;
    }

    private static int listCrons(Invocation call) {
        call.output()
                .list(
                        Lists.fetch(call, "cron.list", call.data(), "crons"),
                        List.of("NAME", "SCHEDULE", "JOB", "QUEUE", "NEXT", "LAST"),
                        cron -> Texts.cells(
                                cron, "name", "schedule", "job_name", "queue", "next_run_at", "last_run_at"));
        return ExitCode.OK;
    }

    private static int listHandlers(Invocation call) {
        call.output()
                .list(
                        Lists.fetch(call, "handler.list", call.data(), "jobs", "workflows"),
                        List.of("NAME", "KIND", "TAKES"),
                        handler -> {
                            boolean workflow = handler.has("versions");
                            JsonNode type = handler.path(workflow ? "input" : "payload");
                            return List.of(
                                    Texts.cell(handler, "name"),
                                    Cell.of(workflow ? "workflow" : "job"),
                                    new Cell(
                                            type.isMissingNode()
                                                    ? ""
                                                    : call.output().compact(type),
                                            Style.DIM));
                        });
        return ExitCode.OK;
    }

    private static int stats(Invocation call) {
        call.output().value(call.call("stats", call.data()), stats -> print(call.terminal(), stats));
        return ExitCode.OK;
    }

    static void print(Terminal terminal, JsonNode stats) {
        terminal.print("%s  %s  store %s  up %s"
                .formatted(
                        terminal.styled(Style.BOLD, stats.path("node").asText()),
                        stats.path("version").asText(),
                        stats.path("store").asText(),
                        Durations.text(stats.path("uptime_ms").asLong())));
        terminal.print("%s connections, %s sessions, %s subscriptions"
                .formatted(
                        stats.path("connections").asText(),
                        stats.path("sessions").asText(),
                        stats.path("subscriptions").asText()));
        terminal.print(counts(terminal, "jobs", stats.path("jobs")));
        terminal.print(counts(terminal, "runs", stats.path("workflows")));
        if (!stats.path("queues").isEmpty()) {
            Table table = new Table(terminal, List.of("QUEUE", "PENDING", "RUNNING"));
            stats.path("queues")
                    .properties()
                    .forEach(queue -> table.row(List.of(
                            Cell.of(queue.getKey()),
                            Cell.of(queue.getValue().path("pending").asText()),
                            Cell.of(queue.getValue().path("running").asText()))));
            table.print();
        }
    }

    static String counts(Terminal terminal, String label, JsonNode counts) {
        StringBuilder line = new StringBuilder(terminal.styled(Style.BOLD, label));
        counts.properties()
                .forEach(state -> line.append("  ")
                        .append(terminal.styled(Style.ofState(state.getKey()), state.getKey()))
                        .append(' ')
                        .append(state.getValue().asText()));
        return line.toString();
    }

    private static int rpc(Invocation call) {
        JsonNode data = call.json(call.given().argument(1), "data");
        if (data != null && !(data instanceof ObjectNode)) {
            throw new WrongInput("The data of a method is an object, such as {\"limit\":1}; '%s' is none."
                    .formatted(call.output().compact(data)));
        }
        call.output()
                .json(call.call(call.given().arguments().getFirst(), data == null ? call.data() : (ObjectNode) data));
        return ExitCode.OK;
    }
}
