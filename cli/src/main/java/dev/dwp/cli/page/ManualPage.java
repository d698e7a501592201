package dev.dwp.cli.page;

import dev.dwp.cli.syntax.Argument;
import dev.dwp.cli.syntax.Flag;
import dev.dwp.cli.syntax.Syntax;
import java.util.List;

/** The part of {@code docs/cli.md} that says what each command does. */
public final class ManualPage {
    private ManualPage() {}

    /** The part, as Markdown. */
    public static String text(List<Syntax> commands, List<Flag> everywhere) {
        StringBuilder page = new StringBuilder("### Flags of every command\n\n");
        flags(page, everywhere);
        for (Syntax command : commands) {
            page.append("\n### dwp ").append(command.name()).append("\n\n");
            page.append(Help.sentence(command.summary())).append('\n');
            page.append("```text\n").append(command.usage()).append("\n```\n");
            if (!command.arguments().isEmpty()) {
                page.append("\n| argument | |\n|---|---|\n");
                for (Argument argument : command.arguments()) {
                    row(page, argument.usage(), argument.text());
                }
            }
            if (!command.flags().isEmpty()) {
                page.append('\n');
                flags(page, command.flags());
            }
            if (!command.details().isEmpty()) {
                page.append('\n').append(escape(command.details())).append('\n');
            }
            if (!command.examples().isEmpty()) {
                page.append("\n```sh\n");
                command.examples().forEach(example -> page.append(example).append('\n'));
                page.append("```\n");
            }
        }
        return page.toString();
    }

    private static void flags(StringBuilder page, List<Flag> flags) {
        page.append("| flag | |\n|---|---|\n");
        flags.forEach(flag -> row(page, flag.usage(), flag.text()));
    }

    private static void row(StringBuilder page, String code, String text) {
        page.append("| `")
                .append(code.replace("|", "\\|"))
                .append("` | ")
                .append(escape(text))
                .append(" |\n");
    }

    private static String escape(String text) {
        return text.replace("<", "&lt;").replace("|", "\\|").replace("$", "\\$");
    }
}
