package dev.dwp.http.websocket;

/**
 * Why a WebSocket connection ended (RFC 6455 §7.4 and the IANA registry that it opened).
 *
 * <p>1005 and 1006 exist to be reported to an application only and never travel. Codes that can neither travel nor be
 * reported cannot be made.
 *
 * @param value the number: 1000–1003, 1007–1014 or 3000–4999; or 1005, 1006 for a report
 */
public record CloseCode(int value) {
    public static final CloseCode NORMAL = new CloseCode(1000);
    public static final CloseCode GOING_AWAY = new CloseCode(1001);
    public static final CloseCode PROTOCOL_ERROR = new CloseCode(1002);
    public static final CloseCode UNSUPPORTED_DATA = new CloseCode(1003);
    /** Reported when the peer's Close frame named no code. */
    public static final CloseCode NO_STATUS = new CloseCode(1005);
    /** Reported when the connection ended without a Close frame. */
    public static final CloseCode ABNORMAL = new CloseCode(1006);

    public static final CloseCode INVALID_PAYLOAD = new CloseCode(1007);
    public static final CloseCode POLICY_VIOLATION = new CloseCode(1008);
    public static final CloseCode TOO_BIG = new CloseCode(1009);
    public static final CloseCode INTERNAL_ERROR = new CloseCode(1011);
    public static final CloseCode TRY_AGAIN_LATER = new CloseCode(1013);

    public CloseCode {
        if (!mayTravel(value) && value != 1005 && value != 1006) {
            throw new IllegalArgumentException(
                    "Close code " + value + " is reserved; use 1000-1003, 1007-1014 or 3000-4999.");
        }
    }

    /** Whether a Close frame may carry this number; 1004 and 1015 are as reserved as 1005, 1006 and all unassigned ones. */
    static boolean mayTravel(int value) {
        return (value >= 1000 && value <= 1003) || (value >= 1007 && value <= 1014) || (value >= 3000 && value <= 4999);
    }

    boolean mayTravel() {
        return mayTravel(value);
    }
}
