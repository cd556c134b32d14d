package niangjia.help.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.access.OnToday;
import niangjia.help.Alongside;
import niangjia.help.queries.Board;
import niangjia.help.queries.Numbers;
import niangjia.messages.Messages;
import niangjia.network.Place;
import niangjia.site.PageModel;

/**
 * A member's day: her place's numbers, what waits for her, the board of her branch, and what other
 * promises lay on it.
 */
public record TodayPage(
        List<Place> path,
        Place place,
        Numbers.Sum numbers,
        List<Board.Card> mine,
        Board.Columns columns,
        Map<UUID, Alongside.Part> beside,
        List<Messages.Line> inbox,
        List<OnToday.Part> parts)
        implements PageModel {

    @Override
    public String template() {
        return "help/today";
    }
}
