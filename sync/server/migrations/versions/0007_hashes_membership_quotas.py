"""hashes of parcels, proof of membership, versions of key boxes, quotas, whose reports are whose; points in halves"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('parcel', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sha256', sa.LargeBinary(length=32), nullable=True))
        batch_op.add_column(sa.Column('rotten_at', sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column('complained_at', sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column('replaced', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('head', schema=None) as batch_op:
        batch_op.add_column(sa.Column('account', sa.String(length=36), nullable=False, server_default=''))
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('protocol', sa.Integer(), nullable=False, server_default='1'))
    with op.batch_alter_table('ledger', schema=None) as batch_op:
        batch_op.add_column(sa.Column('besides', sa.String(length=36), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('octets', sa.BigInteger(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('member_key', sa.LargeBinary(length=32), nullable=True))
        batch_op.add_column(sa.Column('records', sa.String(length=36), nullable=True))
    with op.batch_alter_table('key_box', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('signed_by', sa.String(length=36), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('signature', sa.LargeBinary(length=64), nullable=True))
    op.create_table('taken',
    sa.Column('cell', sa.String(length=36), nullable=False),
    sa.Column('account', sa.String(length=36), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('octets', sa.BigInteger(), nullable=False),
    sa.Column('entries', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('cell', 'account', 'day', name=op.f('pk_taken'))
    )
    op.create_table('report_key',
    sa.Column('cell', sa.String(length=36), nullable=False),
    sa.Column('key_id', sa.String(length=64), nullable=False),
    sa.Column('public_key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('bound_at', sa.String(length=24), nullable=False),
    sa.PrimaryKeyConstraint('cell', 'key_id', name=op.f('pk_report_key'))
    )
    with op.batch_alter_table('report_key', schema=None) as batch_op:
        batch_op.create_index('ix_report_key_public_key', ['public_key'], unique=False)
    op.execute(
        'UPDATE ledger SET octets ='
        ' COALESCE((SELECT SUM(LENGTH(parcel.box)) FROM parcel WHERE parcel.cell = ledger.cell), 0)'
    )
    op.execute(
        "UPDATE head SET account = COALESCE((SELECT parcel.account FROM parcel WHERE parcel.cell = head.cell"
        " AND parcel.device = head.device AND parcel.first = 1), '')"
    )
    op.execute(
        'UPDATE report_figure SET points = 2 * points, points_of = 2 * points_of,'
        ' superior_points = 2 * superior_points, superior_of = 2 * superior_of'
    )
    op.execute('UPDATE score_review SET points = 2 * points, points_of = 2 * points_of')
