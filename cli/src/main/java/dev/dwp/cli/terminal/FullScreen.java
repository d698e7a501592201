package dev.dwp.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The terminal's other screen, which leaves what was on the first one as it was. Lines are cut to its size, whatever that is at
 * the moment; keys come one by one. The modes of the terminal are those of {@code stty}, for Java has none. Closing it puts all
 * back, once.
 */
public final class FullScreen implements AutoCloseable {
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;
    private static final int KEYS = 64;

    private final Terminal terminal;
    private final @Nullable String modes;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>(KEYS);

    /** Rows and columns. */
    public record Size(int rows, int columns) {}

    /** Opens it. */
    public FullScreen(Terminal terminal) {
        this.terminal = terminal;
        this.modes = stty("-g");
        if (modes != null) {
            stty("-icanon", "-echo", "min", "1");
            Thread.ofPlatform().daemon().name("keys").start(this::readKeys);
        }
        terminal.write("\u001b[?1049h\u001b[?25l");
    }

    private void readKeys() {
        try {
            for (int key = terminal.in().read(); key >= 0; key = terminal.in().read()) {
                keys.put(key);
            }
        } catch (IOException e) {
            keys.clear(); // the terminal has gone, and with it whoever pressed keys
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next key that was pressed within this time; -1 for none. */
    public int key(long millis) throws InterruptedException {
        Integer key = keys.poll(millis, TimeUnit.MILLISECONDS);
        return key == null ? -1 : key;
    }

    /** Its size now. */
    public Size size() {
        String size = stty("size");
        if (size != null && size.matches("[1-9]\\d{0,4} [1-9]\\d{0,4}")) {
            String[] parts = size.split(" ", 2);
            return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
        return new Size(ROWS, COLUMNS);
    }

    /** Shows these lines, as many and as much of each as there is room for. */
    public void draw(List<String> lines, Size size) {
        StringBuilder screen = new StringBuilder("\u001b[H");
        for (int i = 0; i < size.rows(); i++) {
            screen.append(i == 0 ? "" : "\r\n")
                    .append(i < lines.size() ? Columns.cut(lines.get(i), size.columns()) : "")
                    .append("\u001b[K");
        }
        terminal.write(screen.toString());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            terminal.write("\u001b[?25h\u001b[?1049l");
            if (modes != null) {
                stty(modes);
            }
        }
    }

    /** What {@code stty} says; {@code null} where there is no terminal or no {@code stty}. */
    private static @Nullable String stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? said : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
