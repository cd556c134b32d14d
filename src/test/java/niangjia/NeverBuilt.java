package niangjia;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Looks for what must not exist here, by the words it would go by. */
final class NeverBuilt {

    /** A thing, the words in names (routes, columns, text keys) and in texts that tell of it. */
    private record Absence(Pattern names, Pattern texts) {}

    private static final Map<String, Absence> ABSENCES = new TreeMap<>();

    static {
        absent("clock-in", "clock.?in|check.?in|punch.?in|attendance|daka", "打卡|签到|考勤");
        absent(
                "points",
                "(?<!contact[./_-]|contact\\.visit\\.|contact\\.visit_made\\.)points?|score|credits?|badge.?count|jifen",
                "积分|分值|得分|\\bpoints? (earned|collected)|\\bscores?\\b|your points");
        absent("ranking", "rank(s|ed|ing|ings)?|top.?\\d+|paiming", "排名|名次|\\brank(ed|ing)s?\\b");
        absent("leaderboard", "leader.?board|league", "排行榜|光荣榜|龙虎榜|\\bleader ?board");
        absent(
                "reading time",
                "reading.?time|read.?minutes|dwell|minutes.?online|online.?minutes|time.?spent|visits?.?count",
                "阅读时长|在线时长|学习时长|\\breading time|\\btime online|minutes online");
        absent(
                "quota of pledges",
                "pledge.?quota|quota.?pledge|apportion",
                "认捐指标|认购指标|认购任务|摊派|\\bpledge quota|\\bquota of pledges");
        absent(
                "donation",
                "donat(e|ion|ions|or)|fund.?rais(e|ing)|raised",
                "捐款|募捐|捐赠|打赏|\\bdonat(e|ion)s?\\b|\\bfund-?raising");
        absent(
                "balance",
                "balance|wallet|top.?up|withdrawals?",
                "余额|钱包|充值|提现|\\bbalance\\b|\\bwallet");
        absent("vote", "votes?|voting|likes?.?count|toupiao", "投票|拉票|点赞|\\bvot(e|es|ing)\\b");
        absent(
                "risk label on a person",
                "risk.?(level|label|score|grade|tag)|person.?risk|danger.?level",
                "风险等级|风险标签|高危人员|高风险人群|重点人员|\\brisk (level|label|score)");
        absent(
                "search for women",
                "(women|woman|person|people|residents?).?(search|find|lookup)|(search|find|lookup).?(women|woman|person|people|residents?)",
                "搜索妇女|查找妇女|查询妇女|搜人|人员查询|\\bsearch (for )?(women|a woman|people|persons)|\\bfind a woman");
    }

    private NeverBuilt() {}

    private static void absent(String what, String names, String texts) {
        ABSENCES.put(
                what,
                new Absence(
                        Pattern.compile("(?<![a-z])(" + names + ")(?![a-z])"),
                        Pattern.compile(texts, Pattern.CASE_INSENSITIVE)));
    }

    static Collection<String> all() {
        return ABSENCES.keySet();
    }

    /**
     * What was found, each with its place.
     *
     * @param routes such as {@code GET /requests/{id}}
     * @param columns such as {@code help.request.story}
     * @param texts both languages, as {@code key=text}
     */
    static List<String> offenders(
            Collection<String> routes, Collection<String> columns, Collection<String> texts) {
        List<String> found = new ArrayList<>();
        ABSENCES.forEach((what, absence) -> {
            for (String name : routes) {
                tell(found, what, absence.names, name.toLowerCase(Locale.ROOT), name);
            }
            for (String name : columns) {
                tell(found, what, absence.names, name.toLowerCase(Locale.ROOT), name);
            }
            for (String text : texts) {
                tell(found, what, absence.texts, text.substring(text.indexOf('=') + 1), text);
            }
        });
        return found;
    }

    private static void tell(
            List<String> found, String what, Pattern words, String in, String place) {
        if (words.matcher(in).find()) {
            found.add(what + ": " + place);
        }
    }
}
