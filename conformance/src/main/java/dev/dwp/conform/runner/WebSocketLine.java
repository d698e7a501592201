package dev.dwp.conform.runner;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * RFC 6455 §5 over a socket after its handshake, for either side: a client masks, a server does not. Reading is for one thread;
 * writing for any.
 */
final class WebSocketLine {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LARGEST = 64 << 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A whole message, or a control frame. */
    static final class Message {
        private final int opcode;
        private final byte[] payload;

        private Message(int opcode, byte[] payload) {
            this.opcode = opcode;
            this.payload = payload;
        }

        int opcode() {
            return opcode;
        }

        byte[] payload() {
            return payload;
        }

        /** The code of a close frame; 1005 where it has none. */
        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }

        String closeReason() {
            return payload.length <= 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final boolean masks;
    private final ReentrantLock writing = new ReentrantLock();

    WebSocketLine(Socket socket, BufferedInputStream in, boolean masks) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(in);
        this.out = socket.getOutputStream();
        this.masks = masks;
    }

    /** Reads the next message or control frame. Throws {@link EOFException} where TCP ends. */
    Message read() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int opcode = CONTINUATION;
        while (true) {
            int first = in.readUnsignedByte();
            int code = first & 0x0F;
            byte[] payload = payload();
            if ((first & 0x70) != 0) {
                throw new IOException("A frame has reserved bits set, and no extension was agreed on (RFC 6455 §5.2).");
            }
            if (code >= CLOSE) {
                return new Message(code, payload);
            }
            if ((code == CONTINUATION) == (opcode == CONTINUATION)) {
                throw new IOException("A message is not continued as RFC 6455 §5.4 has it.");
            }
            opcode = code == CONTINUATION ? opcode : code;
            message.write(payload);
            if ((first & FIN) != 0) {
                return new Message(opcode, message.toByteArray());
            }
        }
    }

    private byte[] payload() throws IOException {
        int second = in.readUnsignedByte();
        boolean masked = (second & MASKED) != 0;
        if (masked == masks) {
            throw new IOException(
                    masked
                            ? "The server masks its frames (RFC 6455 §5.1)."
                            : "The client does not mask its frames (RFC 6455 §5.1).");
        }
        long length = second & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if (length < 0 || length > LARGEST) {
            throw new IOException("A frame claims " + length + " octets.");
        }
        byte[] mask = masked ? in.readNBytes(4) : new byte[4];
        byte[] payload = in.readNBytes((int) length);
        if (payload.length < length || mask.length < 4) {
            throw new EOFException();
        }
        for (int i = 0; masked && i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return payload;
    }

    /** Sends a message, or a control frame, in one frame. */
    void write(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(FIN | opcode);
        int maskBit = masks ? MASKED : 0;
        if (payload.length < 126) {
            frame.write(maskBit | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(maskBit | 126);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
        } else {
            frame.write(maskBit | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        byte[] body = payload;
        if (masks) {
            byte[] mask = new byte[4];
            RANDOM.nextBytes(mask);
            frame.writeBytes(mask);
            body = payload.clone();
            for (int i = 0; i < body.length; i++) {
                body[i] ^= mask[i & 3];
            }
        }
        frame.writeBytes(body);
        octets(frame.toByteArray());
    }

    /** Sends a close frame. */
    void close(int code) throws IOException {
        write(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    /** Sends octets as they are. */
    void octets(byte[] octets) throws IOException {
        writing.lock();
        try {
            out.write(octets);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /** Ends TCP: at once and both ways, or only what this side sends. */
    void cut(boolean half) throws IOException {
        if (half) {
            socket.shutdownOutput();
        } else {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    void end() throws IOException {
        socket.close();
    }
}
