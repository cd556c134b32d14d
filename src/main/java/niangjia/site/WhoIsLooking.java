package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;

/** Tells who has signed in; implemented by the module that lets people in. */
public interface WhoIsLooking {

    @Nullable SignedIn of(HttpServletRequest request);

    /**
     * Somebody acting from a seat, in words to show.
     *
     * @param name the person's name
     * @param seat the key of the seat's title, such as 执委
     * @param place the name of the federation
     * @param others the seats she could act from instead, each one tap away ({@code POST
     *     /access/seat}, field {@code seat})
     */
    record SignedIn(String name, String seat, String place, List<OtherSeat> others) {}

    /** Another seat of the same person. */
    record OtherSeat(SeatId id, String seat, String place) {}
}
