package niangjia.cases.model;

/**
 * Who is on a sealed matter, in one place: the seat that holds it, the one above, and who was named
 * on it; never somebody who is locked out, and nobody once it is erased.
 */
public final class WhoSees {

    public static final String FROM =
            " from cases.matter m join help.sealed_matter s on s.province = m.province and s.id = m.id ";

    private static final String NOT_LOCKED_OUT =
            """
             not exists (select from help.locked_out_person l where l.province = m.province
                and l.request = m.id and l.person = :person)
            """;

    /** Binds {@code :seat} and {@code :person} of who is looking. */
    public static final String MAY =
            """
             m.log_erased_at is null and (:seat in (s.desk, s.overseer) or exists (select from cases.named n where n.province = m.province
                and n.matter = m.id and n.seat = :seat and n.person = :person and n.until is null))
              and
            """
                    + NOT_LOCKED_OUT;

    /**
     * It is offered to her, by who holds it still; she sees the outline only. An offer of somebody
     * who has it no longer is worth nothing, whatever took it from her.
     */
    public static final String IS_OFFERED =
            """
             exists (select from cases.referral f join network.desk o on o.seat = f.offered_by and o.holder = f.offered_person
                where f.province = m.province and f.matter = m.id and f.offered_by = s.desk and s.ended_at is null
                and f.seat = :seat and f.person = :person and f.state = 'OFFERED')
              and
            """
                    + NOT_LOCKED_OUT;

    /**
     * Who thinks that it should rest, while she holds it; that of somebody who has it no longer is
     * worth nothing, whatever took it from her.
     */
    public static final String REST_ASKED_BY =
            """
             (select o.holder from network.desk o where o.seat = m.rest_asked_by and o.holder = m.rest_asked_person
                and m.rest_asked_by = s.desk)
            """;

    /** She holds it, or has said why she opens it. Binds {@code :now} besides. */
    public static final String HAS_REASON =
            """
             (:seat = s.desk or exists (select from cases.opening p where p.province = m.province and p.matter = m.id
                and p.seat = :seat and p.person = :person and p.until > :now))
            """;

    private WhoSees() {}
}
