package dev.dwp.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A tree drawn with lines, {@code ├─ } and {@code └─ }, or with ASCII where the terminal has nothing else. */
public final class Tree {
    private final String label;
    private final List<Tree> branches = new ArrayList<>();

    public Tree(String label) {
        this.label = label;
    }

    /** Adds a branch below this and returns it. */
    public Tree add(String text) {
        Tree branch = new Tree(text);
        branches.add(branch);
        return branch;
    }

    /** Writes it. */
    public void print(Terminal terminal) {
        terminal.print(label);
        below("", terminal);
    }

    private void below(String indent, Terminal terminal) {
        boolean ascii = terminal.kind().ascii();
        for (int i = 0; i < branches.size(); i++) {
            boolean last = i == branches.size() - 1;
            String corner = last ? (ascii ? "`- " : "└─ ") : (ascii ? "|- " : "├─ ");
            String line = last ? "   " : (ascii ? "|  " : "│  ");
            terminal.print(indent + corner + branches.get(i).label);
            branches.get(i).below(indent + line, terminal);
        }
    }
}
