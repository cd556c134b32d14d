package niangjia.insights;

import java.util.List;
import java.util.Map;
import niangjia.network.Place;
import niangjia.site.PageModel;

/** Numbers of a place and of those right below it. */
public record NumbersPage(
        List<Place> path,
        Place place,
        NumbersByPlace.Row all,
        Map<String, Long> net,
        List<NumbersByPlace.Row> below)
        implements PageModel {

    /** A counted kind of unit in a standing, such as township and LISTED. */
    public record Units(String kind, String standing, long amount) {}

    public List<Units> units() {
        return net.entrySet().stream()
                .filter(e -> e.getKey().startsWith("unit."))
                .map(e -> {
                    String[] parts = e.getKey().split("\\.");
                    return new Units(parts[1], parts[2], e.getValue());
                })
                .filter(u -> u.amount != 0)
                .toList();
    }

    public long seats(String which) {
        return net.getOrDefault("seat." + which, 0L);
    }

    /** Women in contact, pairings, visits of the year, points of contact. */
    public long contact(String which) {
        return net.getOrDefault("contact." + which, 0L);
    }

    @Override
    public String template() {
        return "insights/numbers";
    }
}
