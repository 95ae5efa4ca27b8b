"""what was removed for good; what each machine has; growth of rings; the audit by event"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('removal',
    sa.Column('cell', sa.String(length=36), nullable=False),
    sa.Column('device', sa.String(length=36), nullable=False),
    sa.Column('first', sa.BigInteger(), nullable=False),
    sa.Column('removed_at', sa.String(length=24), nullable=False),
    sa.Column('removed_by', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('cell', 'device', name=op.f('pk_removal'))
    )
    with op.batch_alter_table('taken', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ring_keys', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index('ix_audit_cell_event_at', ['cell', 'event', 'at'], unique=False)
    op.create_table('holding',
    sa.Column('cell', sa.String(length=36), nullable=False),
    sa.Column('account', sa.String(length=36), nullable=False),
    sa.Column('held_at', sa.String(length=24), nullable=False),
    sa.Column('heads', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('cell', 'account', name=op.f('pk_holding'))
    )
