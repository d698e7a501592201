package dev.dwp.http.websocket;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Compression of single messages (RFC 7692), one for all of a server's connections.
 *
 * <p>As no context is taken over from message to message, compressors belong to nobody: they are borrowed from a small
 * shared pool, and an idle connection holds none. Thread-safe. Whoever made it closes it, after the connections.
 */
public final class PerMessageDeflate implements AutoCloseable {
    /** Below this many octets compressing costs more than it saves: {@value}. */
    public static final int THRESHOLD = 512;

    private static final int TAIL_OCTETS = 4;
    private static final int POOLED = 2 * Runtime.getRuntime().availableProcessors();

    private final BlockingQueue<Deflater> deflaters = new ArrayBlockingQueue<>(POOLED);
    private final BlockingQueue<Inflater> inflaters = new ArrayBlockingQueue<>(POOLED);

    /** The payload compressed, or null where that would not be worth it: a short one, or one that does not shrink. */
    byte @Nullable [] compress(byte[] payload) {
        if (payload.length < THRESHOLD) {
            return null;
        }
        Deflater deflater = deflaters.poll();
        if (deflater == null) {
            deflater = new Deflater(Deflater.BEST_SPEED, true);
        }
        try {
            return compress(payload, deflater);
        } finally {
            deflater.reset();
            if (!deflaters.offer(deflater)) {
                deflater.end();
            }
        }
    }

    private static byte @Nullable [] compress(byte[] payload, Deflater deflater) {
        byte[] target = new byte[payload.length];
        deflater.setInput(payload);
        int length = deflater.deflate(target, 0, target.length, Deflater.SYNC_FLUSH);
        return length == target.length ? null : Arrays.copyOf(target, length - TAIL_OCTETS);
    }

    Inflater takeInflater() {
        Inflater inflater = inflaters.poll();
        return inflater == null ? new Inflater(true) : inflater;
    }

    void release(Inflater inflater) {
        inflater.reset();
        if (!inflaters.offer(inflater)) {
            inflater.end();
        }
    }

    /** Frees the native memory of what is not in use. */
    @Override
    public void close() {
        for (Deflater deflater = deflaters.poll(); deflater != null; deflater = deflaters.poll()) {
            deflater.end();
        }
        for (Inflater inflater = inflaters.poll(); inflater != null; inflater = inflaters.poll()) {
            inflater.end();
        }
    }
}
