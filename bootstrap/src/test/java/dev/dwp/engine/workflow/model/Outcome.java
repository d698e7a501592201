package dev.dwp.engine.workflow.model;

/** What a piece of a workflow comes to, told without an engine. */
sealed interface Outcome {
    /** It returns. */
    record Text(String text) implements Outcome {}

    /** It throws something that says so. */
    record Failure(String error) implements Outcome {}

    /** What running it has to come to, whatever happens to the engine meanwhile. */
    static Outcome of(Node node) {
        return switch (node) {
            case Node.Step step ->
                step.failures() > step.retries() ? new Failure("no " + step.name()) : text(step.name());
            case Node.Sleep sleep -> text("z");
            case Node.Wait wait -> text(wait.comes() ? wait.name() : "-");
            case Node.Child child -> child.awaited() ? of(child.body()) : text("s");
            case Node.Parallel parallel -> all("|", parallel.branches());
            case Node.Undo undo -> text("");
            case Node.Attempt attempt -> of(attempt.body()) instanceof Text text ? text : text("!");
            case Node.Fail fail -> new Failure("no " + fail.name());
            case Node.Seq seq -> all(",", seq.nodes());
        };
    }

    private static Outcome text(String text) {
        return new Text(text);
    }

    /** At most one branch of a parallel fails, so the order does not matter. */
    private static Outcome all(String separator, Iterable<Node> nodes) {
        StringBuilder all = new StringBuilder();
        for (Node node : nodes) {
            switch (of(node)) {
                case Text(var text) -> all.append(text).append(separator);
                case Failure failure -> {
                    return failure;
                }
            }
        }
        return text(all.toString());
    }
}
