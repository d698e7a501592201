package dev.dwp.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.cli.server.Contexts;
import dev.dwp.cli.server.Endpoint;
import dev.dwp.cli.syntax.Argument;
import dev.dwp.cli.syntax.Nearest;
import dev.dwp.cli.syntax.Syntax;
import dev.dwp.cli.syntax.WrongInput;
import dev.dwp.cli.terminal.Style;
import dev.dwp.cli.terminal.Table.Cell;
import java.util.List;

/** {@code dwp context …}: servers saved under names. */
final class ContextCommands {
    private ContextCommands() {}

    static List<Command> all() {
        return List.of(
                new Command(
                        Syntax.of("context add", "save a server and its token under a name")
                                .arguments(Argument.one("name", "of your choice"))
                                .details(
                                        "What is saved is --url, or DWP_URL, and --token, or DWP_TOKEN; --token - reads the token from "
                                                + "standard input, where no list of processes shows it. The file is readable by its owner "
                                                + "alone, in $XDG_CONFIG_HOME/dwp or ~/.config/dwp. The first one saved is in use from then on.")
                                .examples("dwp context add local --url http://localhost:8080/dwp --token demo-token"),
                        ContextCommands::add),
                new Command(
                        Syntax.of("context use", "take a saved server from now on")
                                .arguments(Argument.one("name", "as 'context add' saved it"))
                                .examples("dwp context use local"),
                        ContextCommands::use),
                new Command(
                        Syntax.of("context list", "list saved servers, without their tokens")
                                .examples("dwp context list"),
                        ContextCommands::list));
    }

    private static int add(Invocation call) {
        String name = call.given().arguments().getFirst();
        String url = call.given().text("--url", call.variable("DWP_URL"));
        String token = call.given().text("--token", call.variable("DWP_TOKEN"));
        if (url.isEmpty()) {
            throw new WrongInput("'dwp context add' needs the server: --url %s".formatted(Endpoint.DEFAULT_URL));
        }
        if (token.equals("-")) {
            token = call.standardInput().strip();
        }
        Contexts contexts = call.contexts();
        contexts.add(name, Endpoint.url(url).toString(), token.isEmpty() ? null : token);
        call.terminal().note("Saved '%s' in %s.".formatted(name, contexts.file()));
        return ExitCode.OK;
    }

    private static int use(Invocation call) {
        String name = call.given().arguments().getFirst();
        Contexts contexts = call.contexts();
        if (!contexts.use(name)) {
            List<String> names =
                    contexts.all().stream().map(Contexts.Saved::name).toList();
            throw new WrongInput("There is no saved context '%s'; %s"
                    .formatted(
                            name,
                            Nearest.to(name, names)
                                    .map("did you mean '%s'?"::formatted)
                                    .orElse(
                                            names.isEmpty()
                                                    ? "save one: dwp context add"
                                                    : "there are %s.".formatted(String.join(", ", names)))));
        }
        call.terminal().note("Using '%s'.".formatted(name));
        return ExitCode.OK;
    }

    private static int list(Invocation call) {
        List<ObjectNode> saved = call.contexts().all().stream()
                .map(context -> call.data()
                        .put("name", context.name())
                        .put("url", context.url())
                        .put("current", context.current())
                        .put("has_token", context.token() != null))
                .toList();
        call.output()
                .list(
                        saved,
                        List.of("NAME", "URL", "TOKEN", ""),
                        context -> List.of(
                                Texts.cell(context, "name"),
                                Texts.cell(context, "url"),
                                Cell.of(context.path("has_token").asBoolean() ? "saved" : ""),
                                new Cell(context.path("current").asBoolean() ? "in use" : "", Style.GREEN)));
        return ExitCode.OK;
    }
}
