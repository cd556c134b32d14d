package niangjia.help.model;

/**
 * Who of the staff may see a request, in one place. An ordinary one: a seat whose place lies at or
 * above the unit that holds it, and the seats that stand behind it. A sealed one: the seat on duty
 * that holds it and the one above, unless the woman or they themselves said that they must not.
 * What she lets rest is kept and seen by nobody. A right that was handed on reaches ordinary ones
 * only.
 */
public final class Sight {

    /** Joins the unit that decides who sees request {@code r}. */
    public static final String JOIN = " join network.place t on t.id = r.branch ";

    /** An ordinary one lies in her branch. Binds {@code :first} and {@code :last}. */
    public static final String IN_BRANCH =
            " (t.position between :first and :last and (r.held_by is not null or not r.skip_village)) ";

    /** Her seat stands behind an ordinary one, wherever it lies. Binds {@code :seat}. */
    public static final String BEHIND_IT =
            " (r.desk = :seat or r.claimed_by = :seat or r.receiver = :seat or r.offered_desk = :seat) ";

    /**
     * An ordinary one lies where a right was handed to her. It is asked once for a statement,
     * whatever rows it reads. Binds {@code :seat} and {@code :day}, today.
     */
    public static final String HANDED =
            """
             ((r.held_by is not null or not r.skip_village) and (
               t.position <@ cast((select network.handed_help(:seat, :day)) ->> r.kind as int8multirange)
               or t.position <@ cast((select network.handed_help(:seat, :day)) ->> '*' as int8multirange)))
            """;

    /**
     * Binds {@code :seat}, {@code :first} and {@code :last} of who is looking, and {@code :day},
     * today. What was handed to her is asked once for a statement, whatever rows it reads.
     */
    public static final String MAY_SEE =
            """
             (r.restricted_at is null and case when r.sealed then :seat in (r.desk, r.overseer) and not exists (select from help.locked_out l
                join network.desk me on me.holder = l.person
                where l.province = r.province and l.request = r.id and me.seat = :seat)
               else
            """
                    + IN_BRANCH
                    + "or"
                    + BEHIND_IT
                    + "or"
                    + HANDED
                    + "end) ";

    private Sight() {}
}
