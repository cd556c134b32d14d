package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import niangjia.shared.Refused;
import niangjia.site.Device;
import niangjia.site.Enough;
import niangjia.site.NotTaken;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Counts what is sent without an account. A device is told apart by its cookie, which a program may
 * throw away; so its address counts too, with room for a village that shares one. This machine's
 * own address is a gateway's or the operator's and is not counted.
 */
@Component
class EnoughForAnHour implements Enough {

    private static final Map<Form, Integer> PER_DEVICE =
            Map.of(
                    Form.HELP,
                    20,
                    Form.MEMBERSHIP,
                    10,
                    Form.APPLICATION,
                    10,
                    Form.FILES,
                    30,
                    Form.PAPER,
                    60,
                    Form.CODE,
                    5,
                    Form.PLEDGE,
                    20);

    private final Attempts attempts;
    private final int perAddress;

    EnoughForAnHour(
            Attempts attempts, @Value("${niangjia.limits.per-address:600}") int perAddress) {
        this.attempts = attempts;
        this.perAddress = perAddress;
    }

    @Override
    public void orRefuse(Form form, HttpServletRequest request) {
        Map<String, Integer> limits = new HashMap<>();
        String device = Device.known(request);
        if (device != null) {
            limits.put("sends " + form + " device " + device, PER_DEVICE.getOrDefault(form, 0));
        }
        String address = address(request);
        if (address != null) {
            limits.put("sends " + form + " address " + address, perAddress);
        }
        if (!limits.isEmpty() && !attempts.take(limits)) {
            NotTaken.TOO_OFTEN.note(request);
            throw Refused.tooOften("site.form.enough", attempts.rest());
        }
    }

    /**
     * What tells addresses apart: of IPv6 the network, since a house has as many as it likes. None
     * for this machine's own.
     */
    static @Nullable String address(HttpServletRequest request) {
        try {
            InetAddress address = InetAddress.getByName(request.getRemoteAddr());
            if (address.isLoopbackAddress()) {
                return null;
            }
            byte[] bytes = address.getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(8, bytes.length));
        } catch (UnknownHostException nonsense) {
            return request.getRemoteAddr();
        }
    }
}
