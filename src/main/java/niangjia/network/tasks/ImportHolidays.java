package niangjia.network.tasks;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import niangjia.network.Place;
import niangjia.network.WorkingDays;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The published days off and the weekend days worked instead, a line each: day, works or free,
 * name. All lines are laid in or none; a year that is laid in again is replaced.
 */
@Component
public class ImportHolidays {

    private static final int MOST = 2000;

    private record Day(boolean works, String name) {}

    private final Guard guard;
    private final Units units;
    private final WorkingDays workingDays;
    private final JdbcClient jdbc;

    ImportHolidays(Guard guard, Units units, WorkingDays workingDays, JdbcClient jdbc) {
        this.workingDays = workingDays;
        this.guard = guard;
        this.units = units;
        this.jdbc = jdbc;
    }

    /** By somebody of the nation's own federation. */
    @Transactional
    public int by(Scope.Branch who, String lines) {
        Place nation = guard.open(who, who.unit());
        if (nation.parent() != null) {
            throw Refused.because("network.holidays.nation");
        }
        units.changed(nation, "network.act.holidays", who);
        return lay(lines);
    }

    /** By the operator, at the console. */
    @Transactional
    public int byTheOperator(String lines) {
        units.changedAtTheConsole("network.act.holidays");
        return lay(lines);
    }

    private int lay(String lines) {
        Map<LocalDate, Day> days = read(lines);
        List<Integer> years = days.keySet().stream().map(LocalDate::getYear).distinct().toList();
        for (int year : years) {
            jdbc.sql("delete from network.special_day where day between ? and ?")
                    .params(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))
                    .update();
        }
        jdbc.sql(
                        """
                        insert into network.special_day (day, works, name)
                        select d::date, w::boolean, n from unnest(string_to_array(:days, E'\\n'),
                          string_to_array(:works, E'\\n'), string_to_array(:names, E'\\n')) as t (d, w, n)
                        """)
                .param(
                        "days",
                        String.join("\n", days.keySet().stream().map(LocalDate::toString).toList()))
                .param(
                        "works",
                        String.join(
                                "\n",
                                days.values().stream().map(d -> String.valueOf(d.works)).toList()))
                .param("names", String.join("\n", days.values().stream().map(Day::name).toList()))
                .update();
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        workingDays.readAgain();
                    }
                });
        return days.size();
    }

    private static Map<LocalDate, Day> read(String lines) {
        Map<LocalDate, Day> days = new TreeMap<>();
        int number = 0;
        for (String line : lines.lines().toList()) {
            number++;
            String text = line.replace("\uFEFF", "").strip();
            if (text.isEmpty() || number == 1 && !Character.isDigit(text.charAt(0))) {
                continue;
            }
            String[] cells = text.split("[,，\t]", 3);
            try {
                LocalDate day = LocalDate.parse(cells[0].strip());
                boolean works = works(cells[1].strip());
                String name = cells[2].strip();
                if (name.isEmpty()
                        || name.length() > 40
                        || days.put(day, new Day(works, name)) != null) {
                    throw new DateTimeException("named twice or not at all");
                }
            } catch (DateTimeException | ArrayIndexOutOfBoundsException wrong) {
                throw Refused.field("lines", "network.holidays.line", number);
            }
        }
        if (days.isEmpty() || days.size() > MOST) {
            throw Refused.field("lines", "network.holidays.none", MOST);
        }
        return days;
    }

    private static boolean works(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "班", "上班" -> true;
            case "false", "no", "0", "休", "放假" -> false;
            default -> throw new DateTimeException("neither");
        };
    }
}
