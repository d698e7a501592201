package dev.dwp.conform.vector;

import java.util.List;

/** Vectors of the envelope: every kind of frame, and what may be absent, unknown or wrong in it (PROTOCOL §2). */
final class FrameVectors {
    private FrameVectors() {}

    static List<VectorFile> files() {
        return List.of(kinds(), tolerance(), wrong(), ids());
    }

    private static VectorFile kinds() {
        return new Topic("frames", "Every kind of frame with its fields", "2")
                .receivedBy("server")
                .frame("request", "the least that a request has", "{'id':'1','type':'request','method':'stats'}")
                .frame(
                        "request with data",
                        "data is a value of its own, not text",
                        "{'id':'2','type':'request','method':'job.enqueue','data':{'name':'send-email','payload':{'to':'user@example.com'}},'ts':'2026-01-31T10:30:00Z'}")
                .frame(
                        "request with every field",
                        "a field that a decoder forgets",
                        "{'id':'3','type':'request','method':'subscribe','token':'dk_live_abc123','app_id':'app-1','org_id':'org-1','data':{'channel':'jobs'},'channel':'workflows','credits':5,'traceparent':'00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01','ts':'2026-01-31T10:30:00Z'}")
                .frame(
                        "auth",
                        "the first frame of every session",
                        "{'id':'1','type':'request','method':'auth','data':{'token':'dk_live_abc123','format':'msgpack','heartbeat_ms':15000}}")
                .frame("credit grant", "a request without a method", "{'id':'9','type':'request','credits':50}")
                .frame(
                        "credit grant for a channel",
                        "a grant names its channel beside the type",
                        "{'id':'9','type':'request','channel':'jobs','credits':1}")
                .frame("ping", "either side may ask", "{'id':'p1','type':'ping','ts':'2026-01-31T10:30:05Z'}")
                .frame("ping without anything", "no field but the type is needed", "{'type':'ping'}")
                .frame(
                        "pong",
                        "the answer to a server's ping",
                        "{'id':'p2','type':'pong','correl_id':'frm-1','ts':'2026-01-31T10:30:05Z'}")
                .frame(
                        "data that is an array",
                        "data is any value; a method refuses what it does not want",
                        "{'id':'1','type':'request','method':'stats','data':[1,2,3]}")
                .frame(
                        "data that is a number",
                        "data is any value",
                        "{'id':'1','type':'request','method':'stats','data':7}")
                .frame(
                        "data that is false",
                        "false is a value, and not absent",
                        "{'id':'1','type':'request','method':'stats','data':false}")
                .frame(
                        "data that is empty",
                        "an empty object is there",
                        "{'id':'1','type':'request','method':'stats','data':{}}")
                .frame(
                        "a name that looks like an envelope's",
                        "fields within data are data",
                        "{'id':'1','type':'request','method':'stats','data':{'id':2,'type':3,'ts':[],'error':{},'credits':-1}}")
                .receivedBy("client")
                .frame(
                        "response",
                        "the answer names the request in correl_id",
                        "{'id':'frm-5d0c9a1be27f4683-2f','type':'response','correl_id':'7','data':{'status':'cancelled'},'ts':'2026-01-31T10:30:00.012Z'}")
                .frame(
                        "response that is an array",
                        "workflow.timeline answers an array",
                        "{'id':'frm-1','type':'response','correl_id':'13','data':[{'seq':1,'step_name':'pay','kind':'step','state':'running','attempt':1}],'ts':'2026-01-31T10:30:00Z'}")
                .frame(
                        "response to a request without an id",
                        "correl_id is absent then",
                        "{'id':'frm-1','type':'response','data':{},'ts':'2026-01-31T10:30:00Z'}")
                .frame(
                        "response with ignored members",
                        "what had no effect is told as paths",
                        "{'id':'frm-1','type':'response','correl_id':'1','data':{'job_id':'job_01kg9smf18epyarc27yz5s3khq','queue':'default','state':'pending'},'ignored':['delayMs','backoff.frist_ms','jobs[3].delay'],'ts':'2026-01-31T10:30:00Z'}")
                .frame(
                        "error",
                        "code and message are always there",
                        "{'id':'frm-2','type':'error','correl_id':'8','error':{'code':404,'message':'There is no job of that id.'},'ts':'2026-01-31T10:30:00.020Z'}")
                .frame(
                        "error with details",
                        "details are for programs",
                        "{'id':'frm-2','type':'error','correl_id':'8','error':{'code':410,'message':'Events after this cursor are no longer kept.','details':'evt-90209'},'ts':'2026-01-31T10:30:00Z'}")
                .frame(
                        "error that ends a subscription",
                        "it has a channel and answers nothing",
                        "{'id':'frm-2','type':'error','error':{'code':410,'message':'Events after this cursor are no longer kept.','details':'evt-90209'},'channel':'jobs','ts':'2026-01-31T10:30:00Z'}")
                .frame(
                        "error without correl_id",
                        "a frame whose id could not be read is answered without one",
                        "{'id':'frm-2','type':'error','error':{'code':400,'message':'This is not JSON.'},'ts':'2026-01-31T10:30:00Z'}")
                .frame(
                        "event",
                        "its id is the cursor",
                        "{'id':'evt-17','type':'event','channel':'jobs','data':{'type':'job.completed','topic':'job:job_01kg9smf18epyarc27yz5s3khq','job_id':'job_01kg9smf18epyarc27yz5s3khq','job_name':'send-email','queue':'default','state':'completed','attempt':1,'elapsed_ms':101,'final':true},'ts':'2026-01-31T10:30:01.114Z'}")
                .frame(
                        "event of a type that nobody knows yet",
                        "clients ignore it and go on",
                        "{'id':'evt-18','type':'event','channel':'firehose','data':{'type':'star.exploded','topic':'star:1'},'ts':'2026-01-31T10:30:01Z'}")
                .frame(
                        "event with a large cursor",
                        "numbers of cursors go up to 2^53",
                        "{'id':'evt-9007199254740991','type':'event','channel':'firehose','data':{'type':'cron.fired','topic':'cron:daily','entry_name':'daily','job_id':'job_01kg9smf18epyarc27yz5s3khq'},'ts':'2026-01-31T10:30:01Z'}")
                .frame(
                        "ping from the server",
                        "a client answers with its id in correl_id",
                        "{'id':'frm-3','type':'ping','ts':'2026-01-31T10:30:05Z'}")
                .frame(
                        "pong from the server",
                        "it echoes the ping's ts",
                        "{'id':'frm-4','type':'pong','correl_id':'p1','ts':'2026-01-31T10:30:05Z'}")
                .frame(
                        "response with null data",
                        "null is a value of data",
                        "{'id':'frm-1','type':'response','correl_id':'1','data':null,'ts':'2026-01-31T10:30:00Z'}")
                .file();
    }

    private static VectorFile tolerance() {
        Topic topic = new Topic("tolerance", "What a receiver takes: absent, null and unknown fields", "2")
                .receivedBy("server")
                .read(
                        "no type, but a method",
                        "it is a request",
                        "{'id':'1','method':'stats'}",
                        "{'id':'1','type':'request','method':'stats'}")
                .read(
                        "type null, with a method",
                        "an optional field that is null is absent",
                        "{'id':'1','type':null,'method':'stats'}",
                        "{'id':'1','type':'request','method':'stats'}")
                .read(
                        "every optional field null",
                        "null counts as absent",
                        "{'id':null,'type':'request','method':'stats','correl_id':null,'token':null,'app_id':null,'org_id':null,'data':null,'error':null,'channel':null,'credits':null,'ignored':null,'ts':null,'traceparent':null}",
                        "{'type':'request','method':'stats'}")
                .read("no id", "the answer then has no correl_id", "{'type':'ping'}", "{'type':'ping'}")
                .read(
                        "method null on a grant",
                        "a request whose method is null is a grant",
                        "{'id':'1','type':'request','method':null,'credits':3}",
                        "{'id':'1','type':'request','credits':3}")
                .read(
                        "unknown fields",
                        "unknown fields are ignored, whatever they are",
                        "{'id':'1','type':'request','method':'stats','x-trace':'abc','retries':{'n':[1,{'a':null}]},'':0}",
                        "{'id':'1','type':'request','method':'stats'}")
                .read(
                        "an unknown field before all others",
                        "the order of fields means nothing",
                        "{'future':{'type':'event'},'method':'stats','type':'request','id':'1'}",
                        "{'id':'1','type':'request','method':'stats'}")
                .read(
                        "data before the method",
                        "the order of fields means nothing",
                        "{'data':{'job_id':'x'},'method':'job.get','id':'1'}",
                        "{'id':'1','type':'request','method':'job.get','data':{'job_id':'x'}}")
                .read(
                        "response fields on a request",
                        "fields of another kind of frame have no meaning here",
                        "{'id':'1','type':'request','method':'stats','correl_id':'9','error':{'code':1},'ignored':['a']}",
                        "{'id':'1','type':'request','method':'stats'}")
                .read(
                        "a method on a ping",
                        "the type decides",
                        "{'id':'1','type':'ping','method':'stats'}",
                        "{'id':'1','type':'ping'}")
                .read(
                        "a malformed traceparent",
                        "a trace context that is malformed is as good as none",
                        "{'id':'1','type':'request','method':'stats','traceparent':'00-xyz'}",
                        "{'id':'1','type':'request','method':'stats'}")
                .read(
                        "a traceparent that is a number",
                        "no frame is refused for its trace context",
                        "{'id':'1','type':'request','method':'stats','traceparent':7}",
                        "{'id':'1','type':'request','method':'stats'}")
                .read(
                        "a traceparent of zeros",
                        "an id of zeros is invalid in W3C trace context",
                        "{'id':'1','type':'request','method':'stats','traceparent':'00-00000000000000000000000000000000-0000000000000000-00'}",
                        "{'id':'1','type':'request','method':'stats'}")
                .json(
                        "credits written as a decimal",
                        "1.0 is a whole number",
                        "{\"id\":\"1\",\"type\":\"request\",\"credits\":5.0}",
                        "{'id':'1','type':'request','credits':5}")
                .msgpack(
                        "credits as a float64",
                        "an encoder that knows only doubles writes whole numbers so",
                        "83" + Hex.member("id", Hex.text("1")) + Hex.member("type", Hex.text("request"))
                                + Hex.member("credits", "cb4014000000000000"),
                        "{'id':'1','type':'request','credits':5}")
                .read(
                        "an unknown method",
                        "a codec does not know the methods: it is 405 later, not 400",
                        "{'id':'1','method':'job.fetch_all'}",
                        "{'id':'1','type':'request','method':'job.fetch_all'}")
                .read(
                        "a method that is empty",
                        "an empty name is a name that no method has: 405 later",
                        "{'id':'1','type':'request','method':''}",
                        "{'id':'1','type':'request','method':''}")
                .receivedBy("client")
                .read(
                        "unknown fields of a response",
                        "servers may send more than a client knows",
                        "{'id':'frm-1','type':'response','correl_id':'1','data':{'a':1},'took_ms':3,'node':{'name':'n'}}",
                        "{'id':'frm-1','type':'response','correl_id':'1','data':{'a':1}}")
                .read(
                        "unknown fields of an error",
                        "an error may say more than a client knows",
                        "{'id':'frm-1','type':'error','correl_id':'1','error':{'code':400,'message':'No.','hint':'try'}}",
                        "{'id':'frm-1','type':'error','correl_id':'1','error':{'code':400,'message':'No.'}}")
                .read(
                        "an error whose details are null",
                        "null counts as absent",
                        "{'id':'frm-1','type':'error','correl_id':'1','error':{'code':400,'message':'No.','details':null}}",
                        "{'id':'frm-1','type':'error','correl_id':'1','error':{'code':400,'message':'No.'}}")
                .read(
                        "an error with a code that nobody knows yet",
                        "an unknown code is an error all the same",
                        "{'id':'frm-1','type':'error','correl_id':'1','error':{'code':418,'message':'I am a teapot.'}}",
                        "{'id':'frm-1','type':'error','correl_id':'1','error':{'code':418,'message':'I am a teapot.'}}")
                .read(
                        "a response without data",
                        "absent data is null",
                        "{'id':'frm-1','type':'response','correl_id':'1'}",
                        "{'id':'frm-1','type':'response','correl_id':'1','data':null}")
                .read(
                        "an empty list of ignored members",
                        "none is the same as absent",
                        "{'id':'frm-1','type':'response','correl_id':'1','data':{},'ignored':[]}",
                        "{'id':'frm-1','type':'response','correl_id':'1','data':{}}");
        return topic.file();
    }

    private static VectorFile wrong() {
        Topic topic = new Topic("wrong-fields", "Fields of the wrong type or value, each refused by name", "2")
                .receivedBy("server");
        topic.refused("no type and no method", "nothing says what it is", "{'id':'1'}", "1")
                .refused("an empty frame", "nothing says what it is", "{}", null)
                .refused("type null and no method", "null counts as absent", "{'id':'1','type':null}", "1")
                .refused("credits without a type", "only a method makes a request of it", "{'id':'1','credits':5}", "1")
                .refused("a request without a method", "there is nothing to do", "{'id':'1','type':'request'}", "1")
                .refused(
                        "a request whose method is null",
                        "null counts as absent",
                        "{'id':'1','type':'request','method':null}",
                        "1")
                .refused("a type that there is not", "the message names it", "{'id':'1','type':'publish'}", "1")
                .refused(
                        "a type in capitals",
                        "names are compared as they are",
                        "{'id':'1','type':'REQUEST','method':'stats'}",
                        "1")
                .refused(
                        "a type that is empty",
                        "an empty text is no type",
                        "{'id':'1','type':'','method':'stats'}",
                        "1")
                .refused("a type with a space", "names are not trimmed", "{'id':'1','type':'ping '}", "1")
                .refused(
                        "the field Method",
                        "names of fields are compared as they are",
                        "{'id':'1','Method':'stats'}",
                        "1");
        for (String value : List.of("7", "true", "['request']", "{'t':'request'}")) {
            topic.refused(
                    "a type that is " + value.replace("'", ""),
                    "a type is a text",
                    "{'id':'1','type':%s,'method':'stats'}".formatted(value),
                    "1");
        }
        for (String value : List.of("7", "false", "['stats']", "{'name':'stats'}")) {
            topic.refused(
                    "a method that is " + value.replace("'", ""),
                    "a method is a text",
                    "{'id':'1','type':'request','method':%s}".formatted(value),
                    "1");
        }
        for (String field : List.of("token", "app_id", "org_id", "channel")) {
            for (String value : List.of("7", "{}", "['a']", "true")) {
                topic.refused(
                        "%s that is %s".formatted(field, value.replace("'", "")),
                        field + " is a text",
                        "{'id':'1','type':'request','method':'stats','%s':%s}".formatted(field, value),
                        "1");
            }
        }
        for (String value :
                List.of("0", "-1", "'5'", "true", "[5]", "{'$dec':'1.5'}", "{'$int':'18446744073709551615'}")) {
            topic.refused(
                    "a grant of " + value.replace("'", ""),
                    "credits are a whole number above 0 of 64 bits",
                    "{'id':'1','type':'request','credits':%s}".formatted(value),
                    "1");
        }
        topic.refused(
                "credits of 0 beside a method",
                "credits of a subscribe are above 0 too",
                "{'id':'1','type':'request','method':'subscribe','channel':'jobs','credits':0}",
                "1");
        for (String value : List.of("[]", "['ping']", "'ping'", "7", "true", "null")) {
            topic.refused("a frame that is " + value.replace("'", ""), "a frame is an object", value, null);
        }
        return topic.file();
    }

    private static VectorFile ids() {
        String of128 = "a".repeat(128);
        String emoji128 = "\uD83D\uDE00".repeat(128);
        Topic topic = new Topic("ids", "Ids of frames: texts of at most 128 characters, or numbers", "2")
                .receivedBy("server");
        topic.frame("128 characters", "the most that is allowed", ping("'%s'".formatted(of128)))
                .refused("129 characters", "one more than is allowed", ping("'%sa'".formatted(of128)), null)
                .frame(
                        "128 characters outside the basic plane",
                        "characters are counted, not UTF-16 units or octets",
                        ping("'%s'".formatted(emoji128)))
                .refused(
                        "129 characters outside the basic plane",
                        "one more than is allowed",
                        ping("'%s\uD83D\uDE00'".formatted(emoji128)),
                        null)
                .frame("an empty text", "an empty text is a text", ping("''"))
                .frame("white space", "ids are not trimmed", ping("' 1 '"))
                .frame("zero octet", "any character may be in an id", ping("'a\\u0000b'"))
                .frame("a text that looks like a number", "ids are not made numbers", ping("'007'"))
                .read("a number", "it is read as its text", ping("7"), ping("'7'"))
                .read("a negative number", "it is read as its text", ping("-7"), ping("'-7'"))
                .read("zero", "it is read as its text", ping("0"), ping("'0'"))
                .read(
                        "2^53 + 1",
                        "a number read as a double would be another id",
                        ping("{'$int':'9007199254740993'}"),
                        ping("'9007199254740993'"))
                .read(
                        "2^63",
                        "larger than a signed 64-bit integer",
                        ping("{'$int':'9223372036854775808'}"),
                        ping("'9223372036854775808'"))
                .read(
                        "2^64 - 1",
                        "the largest integer of msgpack",
                        ping("{'$int':'18446744073709551615'}"),
                        ping("'18446744073709551615'"))
                .json(
                        "2^64",
                        "an integer past 64 bits keeps its digits",
                        "{\"id\":18446744073709551616,\"type\":\"ping\"}",
                        ping("'18446744073709551616'"))
                .json("a decimal", "its text is what was sent", "{\"id\":1.5,\"type\":\"ping\"}", ping("'1.5'"))
                .json(
                        "a decimal that ends in zero",
                        "its text is what was sent",
                        "{\"id\":1.50,\"type\":\"ping\"}",
                        ping("'1.50'"))
                .openJson(
                        "a number with an exponent",
                        "1e3 may also be told as 1000: no client numbers its frames so",
                        "{\"id\":1e3,\"type\":\"ping\"}",
                        ping("'1E+3'"));
        for (String value : List.of("true", "[]", "['1']", "{}", "{'id':'1'}")) {
            topic.refused("an id that is " + value.replace("'", ""), "an id is a text or a number", ping(value), null);
        }
        topic.refused(
                        "a correl_id of 129 characters",
                        "correl_id is an id, too",
                        "{'id':'1','type':'pong','correl_id':'%sa'}".formatted(of128),
                        "1")
                .refused(
                        "a correl_id that is an object",
                        "correl_id is an id, too",
                        "{'id':'1','type':'pong','correl_id':{}}",
                        "1")
                .read(
                        "a correl_id that is a number",
                        "correl_id is an id, too",
                        "{'id':'1','type':'pong','correl_id':12}",
                        "{'id':'1','type':'pong','correl_id':'12'}")
                .refusedJson(
                        "an id of a frame that goes wrong later",
                        "the error frame names it",
                        "{\"id\":\"abc\",\"type\":\"request\",\"method\":\"stats\",\"data\":{\"a\":}}",
                        "abc")
                .refusedJson(
                        "a numeric id of a frame that goes wrong later",
                        "the error frame names it as its text",
                        "{\"id\":42,\"type\":\"request\",\"method\":\"stats\",\"data\":[1,]}",
                        "42");
        return topic.file();
    }

    private static String ping(String id) {
        return "{'id':%s,'type':'ping'}".formatted(id);
    }
}
