package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import niangjia.shared.Refused;

/**
 * How often in an hour somebody without an account may send a form that keeps something;
 * implemented by the module that counts.
 */
public interface Enough {

    /** What is sent. */
    enum Form {
        HELP,
        MEMBERSHIP,
        APPLICATION,
        /** A sending with files, whoever sends it and with whatever form. */
        FILES,
        PAPER,
        /** A code to a telephone. */
        CODE,
        /** A pledge, or a word that something is wrong with what is offered. */
        PLEDGE
    }

    /**
     * @throws Refused if this device, or its address by far, has sent it too often
     */
    void orRefuse(Form form, HttpServletRequest request);
}
