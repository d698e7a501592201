package dev.dwp.conform.vector;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Vectors of the formats themselves: JSON's syntax, msgpack's forms, and what is damaged in either (PROTOCOL §3). */
final class FormatVectors {
    private static final String STATS = "{'id':'1','type':'request','method':'stats','data':%s}";

    private FormatVectors() {}

    static List<VectorFile> files() {
        return List.of(jsonSyntax(), msgpackForms(), msgpackDamage(), payloads());
    }

    private static VectorFile jsonSyntax() {
        Topic topic = new Topic("json-syntax", "JSON as RFC 8259 has it, and nothing else", "3");
        topic.json(
                        "white space everywhere",
                        "space, tab, line feed and carriage return mean nothing",
                        " \t\r\n{ \"id\" : \"1\" ,\r\n\t\"type\" : \"request\" , \"method\":\"stats\" , \"data\" : [ 1 , { } ] } \n",
                        STATS.formatted("[1,{}]"))
                .json(
                        "no white space",
                        "none is needed",
                        "{\"id\":\"1\",\"type\":\"request\",\"method\":\"stats\",\"data\":[1,{}]}",
                        STATS.formatted("[1,{}]"))
                .openJson(
                        "the same name twice",
                        "RFC 8259 leaves it open; here the last counts",
                        "{\"id\":\"1\",\"type\":\"request\",\"method\":\"stats\",\"data\":{\"a\":1,\"a\":2}}",
                        STATS.formatted("{'a':2}"))
                .openJson(
                        "the same field twice",
                        "RFC 8259 leaves it open; here the last counts",
                        "{\"id\":\"0\",\"id\":\"1\",\"type\":\"ping\"}",
                        "{'id':'1','type':'ping'}");
        topic.receivedBy("server");
        refused(topic, "nothing", "an empty message is no frame", "", null);
        refused(topic, "white space alone", "an empty message is no frame", " \n", null);
        refused(topic, "a frame that ends too early", "a bracket is missing", "{\"id\":\"1\",\"type\":\"ping\"", "1");
        refused(topic, "a text that ends too early", "a quotation mark is missing", "{\"id\":\"1\",\"type\":\"pi", "1");
        refused(
                topic,
                "two frames",
                "one message is one frame",
                "{\"id\":\"1\",\"type\":\"ping\"}{\"id\":\"2\",\"type\":\"ping\"}",
                "1");
        refused(
                topic,
                "two frames on two lines",
                "one message is one frame",
                "{\"id\":\"1\",\"type\":\"ping\"}\n{\"id\":\"2\",\"type\":\"ping\"}",
                "1");
        refused(topic, "a bracket too many", "there is more after the end", "{\"id\":\"1\",\"type\":\"ping\"}}", "1");
        refused(
                topic,
                "a letter after the end",
                "there is more after the end",
                "{\"id\":\"1\",\"type\":\"ping\"}x",
                "1");
        refused(
                topic,
                "a zero octet after the end",
                "C strings end so, JSON does not",
                "{\"id\":\"1\",\"type\":\"ping\"}\u0000",
                "1");
        damaged(topic, "a comma too many in an object", "JavaScript allows it, JSON does not", "{\"a\":1,}");
        damaged(topic, "a comma too many in an array", "JavaScript allows it, JSON does not", "[1,]");
        damaged(topic, "a comma missing", "values are separated", "[1 2]");
        damaged(topic, "an item missing", "JavaScript allows it, JSON does not", "[1,,2]");
        damaged(topic, "a colon missing", "a name has a value", "{\"a\" 1}");
        damaged(topic, "a value missing", "a name has a value", "{\"a\":}");
        damaged(topic, "brackets crossed", "what is opened last is closed first", "[{\"a\":1]}");
        damaged(topic, "apostrophes", "JavaScript allows them, JSON does not", "{'a':1}");
        damaged(topic, "a name without quotation marks", "JavaScript allows it, JSON does not", "{a:1}");
        damaged(topic, "a comment", "JSON has none", "[1/* one */]");
        damaged(topic, "a comment to the end of the line", "JSON has none", "[1 // one\n]");
        damaged(topic, "True", "literals are lower case", "True");
        damaged(topic, "NULL", "literals are lower case", "NULL");
        damaged(topic, "undefined", "JavaScript's, not JSON's", "undefined");
        damaged(topic, "NaN", "JSON has no such number", "NaN");
        damaged(topic, "Infinity", "JSON has no such number", "Infinity");
        damaged(topic, "-Infinity", "JSON has no such number", "-Infinity");
        damaged(topic, "a leading zero", "an octal number elsewhere", "01");
        damaged(topic, "a negative leading zero", "an octal number elsewhere", "-01");
        damaged(topic, "a plus sign", "JSON has none in front", "+1");
        damaged(topic, "a point without digits before it", "a digit is needed", ".5");
        damaged(topic, "a point without digits behind it", "a digit is needed", "5.");
        damaged(topic, "an exponent without digits", "a digit is needed", "1e");
        damaged(topic, "a sign alone", "a digit is needed", "-");
        damaged(topic, "a hexadecimal number", "JSON has none", "0x10");
        damaged(topic, "a digit separator", "JSON has none", "1_000");
        damaged(topic, "a line feed within a text", "controls are escaped", "\"a\nb\"");
        damaged(topic, "a tab within a text", "controls are escaped", "\"a\tb\"");
        damaged(topic, "a zero octet within a text", "controls are escaped", "\"a\u0000b\"");
        damaged(topic, "an escape that there is not", "\\x is none of JSON's", "\"\\x41\"");
        damaged(topic, "an escaped apostrophe", "JavaScript's, not JSON's", "\"\\'\"");
        damaged(topic, "a Unicode escape that is too short", "four digits are needed", "\"\\u00e\"");
        damaged(topic, "a Unicode escape without digits", "four digits are needed", "\"\\uzzzz\"");
        damaged(topic, "a form feed as white space", "only four characters are white space", "[1,\f2]");
        damaged(topic, "a no-break space as white space", "only four characters are white space", "[1,\u00a02]");
        topic.refusedJsonOctets(
                        "UTF-16, little end first",
                        "JSON frames are UTF-8",
                        "7b0022006900640022003a002200310022007d00",
                        null)
                .refusedJsonOctets(
                        "UTF-16, big end first",
                        "JSON frames are UTF-8",
                        "007b0022006900640022003a002200310022007d",
                        null)
                .refusedJsonOctets(
                        "msgpack",
                        "a text message is JSON whatever it holds",
                        "82a26964a131a474797065a470696e67",
                        null);
        return topic.file();
    }

    private static void damaged(Topic topic, String what, String reason, String data) {
        refused(
                topic,
                what,
                reason,
                "{\"id\":\"1\",\"type\":\"request\",\"method\":\"stats\",\"data\":" + data + "}",
                "1");
    }

    private static void refused(Topic topic, String what, String reason, String json, @Nullable String id) {
        topic.refusedJson(what, reason, json, id);
    }

    private static VectorFile msgpackForms() {
        Topic topic = new Topic("msgpack-forms", "Every form of msgpack for a value, the shortest or not", "3");
        for (String one : List.of(
                "01",
                "cc01",
                "cd0001",
                "ce00000001",
                "cf0000000000000001",
                "d001",
                "d10001",
                "d200000001",
                "d30000000000000001")) {
            form(topic, "1 as " + one, "encoders choose the width; decoders take any", one, "1");
        }
        for (String minus : List.of("ff", "d0ff", "d1ffff", "d2ffffffff", "d3ffffffffffffffff")) {
            form(topic, "-1 as " + minus, "encoders choose the width; decoders take any", minus, "-1");
        }
        form(topic, "128 as int 16", "signed forms hold positive numbers, too", "d10080", "128");
        form(topic, "1 as float32", "an encoder that knows only floats", "ca3f800000", "1");
        form(topic, "1 as float64", "an encoder that knows only doubles", "cb3ff0000000000000", "1");
        form(topic, "-0.0 as float64", "is zero", "cb8000000000000000", "0");
        form(topic, "1.5 as float32", "a float32 holds it", "ca3fc00000", "{'$dec':'1.5'}");
        form(topic, "1.5 as float64", "a float64 holds it", "cb3ff8000000000000", "{'$dec':'1.5'}");
        form(
                topic,
                "the smallest float64",
                "a number that is not normalized",
                "cb0000000000000001",
                "{'$dec':'4.9e-324'}");
        form(
                topic,
                "the largest float64",
                "the exponent's last value but one",
                "cb7fefffffffffffff",
                "{'$dec':'1.7976931348623157e308'}");
        form(
                topic,
                "2^63 as uint 64",
                "larger than a signed integer",
                "cf8000000000000000",
                "{'$int':'9223372036854775808'}");
        form(
                topic,
                "2^64 - 1 as uint 64",
                "the largest integer",
                "cfffffffffffffffff",
                "{'$int':'18446744073709551615'}");
        form(topic, "-2^63 as int 64", "the smallest integer", "d38000000000000000", "{'$int':'-9223372036854775808'}");
        for (String a : List.of("a161", "d90161", "da000161", "db0000000161")) {
            form(topic, "a text as " + a, "encoders choose the width; decoders take any", a, "'a'");
        }
        for (String empty : List.of("a0", "d900", "da0000", "db00000000")) {
            form(topic, "an empty text as " + empty, "encoders choose the width; decoders take any", empty, "''");
        }
        for (String array : List.of("9101", "dc000101", "dd0000000101")) {
            form(topic, "an array as " + array, "encoders choose the width; decoders take any", array, "[1]");
        }
        for (String array : List.of("90", "dc0000", "dd00000000")) {
            form(topic, "an empty array as " + array, "encoders choose the width; decoders take any", array, "[]");
        }
        for (String map : List.of("81a16101", "de0001a16101", "df00000001a16101")) {
            form(topic, "a map as " + map, "encoders choose the width; decoders take any", map, "{'a':1}");
        }
        for (String map : List.of("80", "de0000", "df00000000")) {
            form(topic, "an empty map as " + map, "encoders choose the width; decoders take any", map, "{}");
        }
        form(topic, "a key as str 8", "keys are texts of any width", "81d9016101", "{'a':1}");
        form(topic, "a key as str 32", "keys are texts of any width", "81db000000016101", "{'a':1}");
        form(topic, "true, false and nil", "c3, c2 and c0", "93c3c2c0", "[true,false,null]");
        topic.frame(
                        "15 and 16 members",
                        "fixmap ends at 15",
                        STATS.formatted("[%s,%s]".formatted(members(15), members(16))))
                .frame(
                        "15 and 16 items",
                        "fixarray ends at 15",
                        STATS.formatted("[[%s],[%s]]".formatted(items(15), items(16))))
                .msgpack(
                        "the frame itself as map 32",
                        "a frame may be in any form of map",
                        "df00000002" + Hex.member("id", Hex.text("1")) + Hex.member("type", Hex.text("ping")),
                        "{'id':'1','type':'ping'}")
                .openMsgpack(
                        "a key twice",
                        "msgpack leaves it open; here the last counts",
                        Hex.data("82a16101a16102"),
                        STATS.formatted("{'a':2}"));
        return topic.file();
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj("'m%02d':0"::formatted).collect(Collectors.joining(",", "{", "}"));
    }

    private static String items(int count) {
        return String.join(",", Collections.nCopies(count, "0"));
    }

    private static void form(Topic topic, String what, String reason, String hex, String decoded) {
        topic.msgpack(what, reason, Hex.data(hex), STATS.formatted(decoded));
    }

    private static VectorFile msgpackDamage() {
        Topic topic = new Topic(
                        "msgpack-damage", "What is no msgpack, claims more than there is, or has no JSON form", "3")
                .receivedBy("server");
        topic.refusedMsgpack("nothing", "an empty message is no frame", "", null)
                .refusedMsgpack("the octet c1", "it is never used", "c1", null)
                .refusedMsgpack("c1 within data", "it is never used", Hex.data("c1"), "1")
                .refusedMsgpack("a number", "a frame is a map", "07", null)
                .refusedMsgpack("nil", "a frame is a map", "c0", null)
                .refusedMsgpack("an array", "a frame is a map", "9182a26964a131a474797065a470696e67", null)
                .refusedMsgpack("JSON", "a binary message is msgpack whatever it holds", "7b226964223a2231227d", null)
                .refusedMsgpack(
                        "two frames",
                        "one message is one frame",
                        "82a26964a131a474797065a470696e6782a26964a132a474797065a470696e67",
                        "1")
                .refusedMsgpack(
                        "an octet after the end",
                        "one message is one frame",
                        "82a26964a131a474797065a470696e6700",
                        "1");
        for (String hex : List.of(
                "cc",
                "cd00",
                "ce000000",
                "cf00000000000000",
                "d0",
                "d100",
                "d2000000",
                "d300000000000000",
                "ca000000",
                "cb00000000000000",
                "a3 6162",
                "d9",
                "d902 61",
                "da00",
                "da0002 61",
                "db000000",
                "db00000002 61",
                "c4",
                "c402 61",
                "c50002 61",
                "c600000002 61",
                "92 01",
                "dc00",
                "dc0002 01",
                "dd00000002 01",
                "81",
                "81 a161",
                "82 a16101",
                "de00",
                "de0002 a16101",
                "df00000002 a16101",
                "d6ff 6955",
                "d7ff 00000000",
                "c70cff 00000000",
                "c704",
                "c804",
                "c90000")) {
            topic.refusedMsgpack(
                    "ends within " + hex, "what was announced does not come", Hex.data(hex.replace(" ", "")), "1");
        }
        for (String hex : List.of(
                "d9ff",
                "daffff",
                "dbffffffff",
                "db7fffffff",
                "c6ffffffff",
                "c67fffffff",
                "c9ffffffff01",
                "c97fffffff01",
                "dcffff",
                "ddffffffff",
                "dd7fffffff",
                "dd00100000",
                "deffff",
                "dfffffffff",
                "df7fffffff",
                "df3fffffff")) {
            topic.refusedMsgpack("claims " + hex, "no room is made for what has not come", Hex.data(hex), "1");
        }
        topic.refusedMsgpack(
                        "arrays that claim millions, one within another",
                        "each claim is held against what is left",
                        Hex.data("dd00ffffff".repeat(20)),
                        "1")
                .refusedMsgpack(
                        "a frame that claims 2^32 members",
                        "no room is made for what has not come",
                        "dfffffffff" + Hex.member("id", Hex.text("1")),
                        null);
        for (String key : List.of("01", "c0", "c3", "c40161", "90", "80", "cb0000000000000000")) {
            topic.refusedMsgpack("a map with the key " + key, "names are texts", Hex.data("81" + key + "02"), "1");
        }
        topic.refusedMsgpack("a frame with a number for a key", "names are texts", "82a26964a13101a470696e67", "1");
        for (String number : List.of(
                "cb7ff8000000000000",
                "cb7ff0000000000000",
                "cbfff0000000000000",
                "ca7fc00000",
                "ca7f800000",
                "cbfff8000000000001")) {
            topic.refusedMsgpack(
                    "NaN or infinite as " + number,
                    "JSON has no such number, so no payload has",
                    Hex.data("81a161" + number),
                    "1");
        }
        for (String extension : List.of(
                "d40500",
                "d5050000",
                "d60500000000",
                "d7050000000000000000",
                "d80500000000000000000000000000000000",
                "c7030501 0203",
                "c80003050102 03",
                "c90000000305010203",
                "d4fe00",
                "c70007",
                "d47f00",
                "d48000")) {
            topic.refusedMsgpack(
                    "extension " + extension, "only timestamps are known", Hex.data(extension.replace(" ", "")), "1");
        }
        topic.receivedBy("any")
                .openMsgpack(
                        "a timestamp within data",
                        "a time where a value is expected may be read as RFC 3339",
                        Hex.data("d6ff697dd9a8"),
                        STATS.formatted("'2026-01-31T10:30:00Z'"));
        return topic.file();
    }

    private static VectorFile payloads() {
        Topic topic = new Topic(
                        "payloads",
                        "Data, payload and input as binary or text that holds JSON, as clients send it",
                        "3")
                .receivedBy("server");
        topic.msgpack(
                        "data as binary that holds an object",
                        "a Go client sends json.RawMessage so",
                        Hex.data(Hex.binary("{\"a\":[1.5,\"\u00e9\"]}")),
                        STATS.formatted("{'a':[{'$dec':'1.5'},'\u00e9']}"))
                .msgpack(
                        "data as binary that holds a number",
                        "any JSON may be in it",
                        Hex.data(Hex.binary(" 5 ")),
                        STATS.formatted("5"))
                .msgpack(
                        "data as binary that holds null",
                        "any JSON may be in it",
                        Hex.data(Hex.binary("null")),
                        "{'id':'1','type':'request','method':'stats'}")
                .msgpack("data as bin 16", "binary has widths, too", Hex.data("c500037b7d20"), STATS.formatted("{}"))
                .msgpack("data as bin 32", "binary has widths, too", Hex.data("c6000000025b5d"), STATS.formatted("[]"))
                .msgpack(
                        "data as text that holds an object",
                        "it stays a text until the method wants an object",
                        Hex.data(Hex.text("{\"a\":1}")),
                        STATS.formatted("'{\\\"a\\\":1}'"))
                .json(
                        "data as text that holds an object, in JSON",
                        "it stays a text until the method wants an object",
                        "{\"id\":\"1\",\"method\":\"stats\",\"data\":\"{\\\"a\\\":1}\"}",
                        STATS.formatted("'{\\\"a\\\":1}'"));
        for (String name : List.of("payload", "input")) {
            topic.msgpack(
                            "%s as binary that holds an object".formatted(name),
                            "it is decoded once",
                            Hex.data("81" + Hex.member(name, Hex.binary("{\"a\":1}"))),
                            STATS.formatted("{'%s':{'a':1}}".formatted(name)))
                    .msgpack(
                            "%s as binary that holds a text".formatted(name),
                            "it is decoded once, and not the text in it",
                            Hex.data("81" + Hex.member(name, Hex.binary("\"{}\""))),
                            STATS.formatted("{'%s':'{}'}".formatted(name)))
                    .msgpack(
                            "%s as text that holds an object".formatted(name),
                            "a handler that wants a text gets it",
                            Hex.data("81" + Hex.member(name, Hex.text("{\"a\":1}"))),
                            STATS.formatted("{'%s':'{\\\"a\\\":1}'}".formatted(name)));
        }
        topic.msgpack(
                        "payload as binary that holds 2^64",
                        "the digits in it are kept as JSON's are",
                        Hex.data("81" + Hex.member("payload", Hex.binary("18446744073709551616"))),
                        STATS.formatted("{'payload':{'$int':'18446744073709551616'}}"))
                .receivedBy("server")
                .openMsgpack(
                        "data as binary that holds no JSON",
                        "it may be read as its text",
                        Hex.data(Hex.binary("{\"a\":")),
                        STATS.formatted("'{\\\"a\\\":'"))
                .openMsgpack(
                        "data as binary that holds JSON and more",
                        "it may be read as its text",
                        Hex.data(Hex.binary("{} {}")),
                        STATS.formatted("'{} {}'"))
                .openMsgpack(
                        "data as empty binary",
                        "it may be read as an empty text",
                        Hex.data("c400"),
                        STATS.formatted("''"))
                .openMsgpack(
                        "data as binary that is no text",
                        "it may be read as base64",
                        Hex.data("c402ff00"),
                        STATS.formatted("'/wA='"))
                .openMsgpack(
                        "binary deep within data",
                        "JSON has no binary; it may be read as its text",
                        Hex.data("81" + Hex.member("image", Hex.binary("5"))),
                        STATS.formatted("{'image':'5'}"))
                .openMsgpack(
                        "an id as binary",
                        "old encoders write texts as raw",
                        "82" + Hex.member("id", Hex.binary("1")) + Hex.member("type", Hex.text("ping")),
                        "{'id':'1','type':'ping'}")
                .openMsgpack(
                        "a method as binary",
                        "old encoders write texts as raw",
                        "82" + Hex.member("id", Hex.text("1")) + Hex.member("method", Hex.binary("stats")),
                        "{'id':'1','type':'request','method':'stats'}");
        return topic.file();
    }
}
